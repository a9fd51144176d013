using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Bus;

namespace LocalCloud.Aws.ParameterStore;

/// <summary>The events Parameter Store raises, and CloudTrail's of its calls. Never a value.</summary>
/// <remarks>
/// Shapes: awsdocs/aws-systems-manager-user-guide, monitoring-systems-manager-event-examples.md and parameter-store-ec2-aliases.md.
/// A call that changes only tags raises CloudTrail's event alone.
/// </remarks>
internal sealed class ParameterStoreEvents(EventBus bus, CloudTrail trail, StoredParameters store, Ids ids, string account)
{
    public Task ChangedAsync(string region, string operation, string name, ParameterVersion version)
    {
        var detail = new JsonObject { ["operation"] = operation, ["name"] = name, ["type"] = version.Type };
        if (version.Description is { } description)
        {
            detail["description"] = description;
        }

        return PublishAsync(region, "Parameter Store Change", name, detail);
    }

    /// <summary>An AMI was not found: the parameter was not written, though the call was answered with success.</summary>
    public Task ImageMissingAsync(string region, string operation, string name) => PublishAsync(region, "Parameter Store Change", name, new()
    {
        ["exception"] = "Unable to Describe Resource",
        ["dataType"] = "aws:ec2:image",
        ["name"] = name,
        ["type"] = "String",
        ["operation"] = operation,
    });

    // Documented are the two fields that patterns may use; the others are as seen from the service by third parties.
    public Task ExpiredAsync(string region, string name, ParameterVersion version) => PublishAsync(region, "Parameter Store Policy Action", name, new()
    {
        ["parameter-name"] = name,
        ["parameter-type"] = version.Type,
        ["policy-type"] = "Expiration",
        ["policy-content"] = version.Policies.First(policy => policy.Expires is not null).Text,
        ["action-status"] = "Success",
        ["action-reason"] = string.Create(CultureInfo.InvariantCulture, $"The parameter has been deleted because its expiration time {version.Policies.First(policy => policy.Expires is not null).Expires:u} has passed."),
    });

    public Task CalledAsync(AwsRequest request, JsonObject? output, AwsException? refusal)
    {
        var parameters = Parameters.Trail(request.Parameters())!.AsObject();
        if (parameters.ContainsKey("value"))
        {
            parameters["value"] = "HIDDEN_DUE_TO_SECURITY_REASONS";
        }

        return trail.CalledAsync(request, parameters, output is { Count: > 0 } ? Parameters.Trail(output)!.AsObject() : null, refusal);
    }

    private Task PublishAsync(string region, string detailType, string name, JsonObject detail) => bus.PublishAsync(new(
        ids.Next(), "aws.ssm", detailType, account, store.Now, region, [store.Arn(region, name)], detail));
}
