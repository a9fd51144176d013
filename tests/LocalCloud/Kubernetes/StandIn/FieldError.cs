using System.Text.Json.Nodes;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>One mistake in an object, in the API's words.</summary>
/// <param name="Reason">For example <c>FieldValueInvalid</c>.</param>
/// <param name="Field">For example <c>data[a b]</c>.</param>
/// <param name="Message">Without the field.</param>
internal sealed record FieldError(string Reason, string Field, string Message)
{
    public static FieldError Invalid(string field, string value, string why) =>
        new("FieldValueInvalid", field, $"Invalid value: \"{value}\": {why}");

    public static FieldError Required(string field, string why) => new("FieldValueRequired", field, $"Required value: {why}");

    public static FieldError Forbidden(string field, string why) => new("FieldValueForbidden", field, $"Forbidden: {why}");

    public static string Text(IReadOnlyList<FieldError> errors) => errors.Count == 1
        ? errors[0].ToString()
        : $"[{string.Join(", ", errors)}]";

    public static JsonArray Causes(IReadOnlyList<FieldError> errors) =>
    [
        .. errors.Select(error => new JsonObject { ["reason"] = error.Reason, ["message"] = error.Message, ["field"] = error.Field }),
    ];

    public override string ToString() => $"{Field}: {Message}";
}
