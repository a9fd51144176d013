namespace LocalCloud.Kubernetes.StandIn;

/// <summary>The query of a write.</summary>
internal sealed record WriteOptions(string Manager, bool DryRun, bool Force = false)
{
    private const string Group = "meta.k8s.io";

    public static WriteOptions Read(KubernetesRequest request, string kind, bool managerRequired = false)
    {
        var (manager, errors) = (request.Query["fieldManager"].ToString(), new List<FieldError>());
        if (managerRequired && manager.Length == 0)
        {
            errors.Add(FieldError.Required("fieldManager", "is required for apply patch"));
        }

        if (!managerRequired && request.Query.ContainsKey("force"))
        {
            errors.Add(FieldError.Forbidden("force", "may not be specified for non-apply patch"));
        }

        if (request.Query["dryRun"].FirstOrDefault(value => value is not (null or "" or "All")) is { } wrong)
        {
            errors.Add(new("FieldValueNotSupported", "dryRun", $"Unsupported value: []string{{\"{wrong}\"}}: supported values: \"All\""));
        }

        return errors.Count > 0
            ? throw KubernetesException.Invalid(kind, "", errors, Group)
            : new(
                manager.Length > 0 ? manager : request.UserAgent.Split('/')[0] is { Length: > 0 } agent ? agent : "unknown",
                request.DryRun,
                bool.TryParse(request.Query["force"].ToString(), out var force) && force);
    }
}
