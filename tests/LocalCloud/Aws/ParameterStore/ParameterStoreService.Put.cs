using System.Text;
using System.Text.Json.Nodes;

namespace LocalCloud.Aws.ParameterStore;

/// <content>PutParameter.</content>
internal sealed partial class ParameterStoreService
{
    private const int MaxVersions = 100;

    private async Task<JsonObject?> PutAsync(ParameterCall call, CancellationToken cancellation)
    {
        var put = PutRequest.Read(call, _store.Arn(call.Region, call.Parameters.Required("Name")));
        if (put.KeyId is { } key)
        {
            await CheckKeyAsync(call.Region, key, cancellation);
        }

        if (put.DataType == "aws:ec2:image" && !_store.ImageExists(call.Region, put.Value))
        {
            return await PretendAsync(call, put);
        }

        var table = _store.Table(call.Region);
        ParameterVersion version;
        lock (table.Gate)
        {
            version = table.Find(put.Name) is { } existing ? Update(table, existing, put, call) : Create(table, put, call);
        }

        await _events.ChangedAsync(call.Region, version.Number == 1 ? "Create" : "Update", put.Name, version);
        return new() { ["Version"] = version.Number, ["Tier"] = version.Tier };
    }

    private ParameterVersion Create(ParameterTable table, PutRequest put, ParameterCall call)
    {
        var type = put.Type ?? throw new AwsException("ValidationException", "A parameter type is required when you create a parameter.");
        if (table.LastDeleted(put.Name) is { } deleted && deleted.Type != type && _store.Now - deleted.At < _store.RecreateAfter)
        {
            throw TypeMismatch(deleted.Type, type);
        }

        var version = New(put, previous: null, type, call.Caller, table);
        ParameterTags.CheckCount(put.Tags.Count);
        if (table.Tiers[version.Tier] >= (version.Tier == "Standard" ? _store.MaxStandard : _store.MaxAdvanced))
        {
            throw new AwsException("ParameterLimitExceeded",
                "You have exceeded the number of parameters for this AWS account. Delete one or more parameters and try again.");
        }

        var parameter = new Parameter(put.Name) { Versions = { version } };
        ParameterTags.Set(parameter, put.Tags);
        table.Add(parameter);
        return version;
    }

    private ParameterVersion Update(ParameterTable table, Parameter existing, PutRequest put, ParameterCall call)
    {
        if (!put.Overwrite)
        {
            throw new AwsException("ParameterAlreadyExists",
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
        }

        var last = existing.Latest;
        if (put.Type is { } type && type != last.Type)
        {
            throw TypeMismatch(last.Type, type);
        }

        var version = New(put, last, last.Type, call.Caller, table);
        if (existing.Versions.Count >= MaxVersions)
        {
            if (existing.Versions[0] is { Labels.Count: > 0 } oldest)
            {
                throw new AwsException("ParameterMaxVersionLimitExceeded",
                    $"You attempted to create a new version of {put.Name} by calling the PutParameter API with the overwrite flag. "
                    + $"Version {oldest.Number}, the oldest version, can't be deleted because it has a label associated with it. "
                    + "Move the label to another version of the parameter, and try again.");
            }

            existing.Versions.RemoveAt(0);
        }

        existing.Versions.Add(version);
        table.Tiers[last.Tier]--;
        table.Tiers[version.Tier]++;
        return version;
    }

    // What is not sent is kept; what is sent empty is cleared.
    private ParameterVersion New(PutRequest put, ParameterVersion? previous, string type, string caller, ParameterTable table)
    {
        var policies = put.Policies ?? previous?.Policies ?? [];
        var pattern = put.AllowedPattern ?? previous?.AllowedPattern;
        ParameterPattern.Check(put.Value, pattern);
        var isSecure = type == "SecureString";

        return new()
        {
            Number = (previous?.Number ?? 0) + 1,
            Value = put.Value,
            Type = type,
            Tier = TierOf(put, previous, policies.Count > 0, table),
            DataType = put.DataType ?? previous?.DataType ?? "text",
            Description = NullIfEmpty(put.Description ?? previous?.Description),
            AllowedPattern = NullIfEmpty(pattern),
            KeyId = isSecure ? put.KeyId ?? previous?.KeyId ?? DefaultKey : put.KeyId is null ? null
                : throw new AwsException("ValidationException", "KeyId is required for SecureString type parameter only."),
            Policies = policies,
            Modified = _store.Now,
            ModifiedBy = caller,
        };
    }

    private string TierOf(PutRequest put, ParameterVersion? previous, bool hasPolicies, ParameterTable table)
    {
        var size = Encoding.UTF8.GetByteCount(put.Value);
        var isAdvanced = previous?.Tier == "Advanced";
        var tier = put.Tier ?? previous?.Tier ?? _store.DefaultTier;
        if (tier == "Intelligent-Tiering")
        {
            var isFull = previous is null && table.Tiers["Standard"] >= _store.MaxStandard;
            tier = isAdvanced || hasPolicies || isFull || size > PutRequest.MaxStandardValue ? "Advanced" : "Standard";
        }

        return (tier, isAdvanced, hasPolicies) switch
        {
            ("Standard", true, _) => throw new AwsException("ValidationException",
                "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to "
                + "the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard "
                + "parameter. Be aware that standard parameters have a value limit of 4096 characters."),
            ("Standard", _, true) => throw new AwsException("ValidationException",
                "Parameter policies are supported only for parameters that use the advanced-parameter tier."),
            ("Standard", _, _) when size > PutRequest.MaxStandardValue => throw new AwsException("ValidationException",
                "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, "
                + "upgrade the parameter to use the advanced-parameter tier. For more information, see "
                + "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"),
            _ when size > PutRequest.MaxAdvancedValue => throw new AwsException("ValidationException",
                "Advanced tier parameters support a maximum parameter value of 8192 characters."),
            _ => tier,
        };
    }

    // The answer comes before the image is looked for; that there is none is told by an event only, and nothing is stored.
    private async Task<JsonObject> PretendAsync(ParameterCall call, PutRequest put)
    {
        long next;
        var table = _store.Table(call.Region);
        lock (table.Gate)
        {
            next = (table.Find(put.Name)?.Latest.Number ?? 0) + 1;
        }

        await _events.ImageMissingAsync(call.Region, next == 1 ? "Create" : "Update", put.Name);
        return new() { ["Version"] = next, ["Tier"] = put.Tier ?? "Standard" };
    }

    private static AwsException TypeMismatch(string from, string to) => new("HierarchyTypeMismatchException",
        "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you can't change a parameter from a "
        + $"String type to a SecureString type. You must create a new, unique parameter. (It is {from}, not {to}.)");

    private static string? NullIfEmpty(string? text) => text is { Length: 0 } ? null : text;
}
