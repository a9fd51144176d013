using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>A failure as the API says it: a Status object.</summary>
internal sealed class KubernetesException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code { get; } = code;

    public KubernetesAnswer Answer()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (reason.Length > 0)
        {
            status["reason"] = reason;
        }

        if (details is not null)
        {
            status["details"] = details.DeepClone();
        }

        status["code"] = Code;
        return KubernetesAnswer.Json(Code, status);
    }

    public static KubernetesException Unauthorized() => new(StatusCodes.Status401Unauthorized, "Unauthorized", "Unauthorized");

    public static KubernetesException BadRequest(string message) => new(StatusCodes.Status400BadRequest, "BadRequest", message);

    /// <summary>An error that the API lets through without a reason.</summary>
    public static KubernetesException Internal(string message) => new(StatusCodes.Status500InternalServerError, "", message);

    public static KubernetesException NoSuchResource() => new(
        StatusCodes.Status404NotFound, "NotFound", "the server could not find the requested resource", []);

    public static KubernetesException NotAllowed() => new(
        StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static KubernetesException TooLarge(int limit) => new(
        StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", $"Request entity too large: limit is {limit}");

    public static KubernetesException NotFound(ResourceKind kind, string name) => new(
        StatusCodes.Status404NotFound, "NotFound", $"{kind.Qualified} \"{name}\" not found", Details(name, kind.Plural, kind.Group));

    public static KubernetesException AlreadyExists(ResourceKind kind, string name, bool deleting) => new(
        StatusCodes.Status409Conflict, "AlreadyExists",
        $"{(deleting ? "object is being deleted: " : "")}{kind.Qualified} \"{name}\" already exists", Details(name, kind.Plural, kind.Group));

    public static KubernetesException Conflict(string subject, string name, string message) => new(
        StatusCodes.Status409Conflict, "Conflict", $"Operation cannot be fulfilled on {subject} \"{name}\": {message}", Details(name, subject));

    public static KubernetesException Forbidden(ResourceKind kind, string name, string message, params IReadOnlyList<FieldError> causes)
    {
        var details = Details(name, kind.Plural, kind.Group);
        if (causes.Count > 0)
        {
            details["causes"] = FieldError.Causes(causes);
        }

        return new(
            StatusCodes.Status403Forbidden, "Forbidden",
            $"{kind.Qualified}{(name.Length > 0 ? $" \"{name}\"" : "")} is forbidden: {message}", details);
    }

    /// <summary>422 with every mistake.</summary>
    public static KubernetesException Invalid(string kind, string name, IReadOnlyList<FieldError> errors, string group = "")
    {
        var details = Details(name, kind, group);
        details["causes"] = FieldError.Causes(errors);
        return new(
            StatusCodes.Status422UnprocessableEntity, "Invalid",
            $"{(group.Length > 0 ? $"{kind}.{group}" : kind)} \"{name}\" is invalid: {FieldError.Text(errors)}", details);
    }

    private static JsonObject Details(string name, string kind, string group = "")
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        details["kind"] = kind;
        return details;
    }
}
