using System.Text.Json.Nodes;
using LocalCloud.Bus;

namespace LocalCloud.Aws.SecretsManager;

/// <summary>The events Secrets Manager raises, and CloudTrail's of its calls. Never a value.</summary>
/// <remarks>
/// "Secret Label Updated": user guide, "Secret event notifications"; every label but AWSPENDING and AWSPREVIOUS, in the primary's
/// region. CloudTrail: "Match events on AWS Secrets Manager secrets"; of PutSecretValue it was seen to give the ARN where a name was sent.
/// </remarks>
internal sealed class SecretsManagerEvents(EventBus bus, CloudTrail trail, Ids ids, TimeProvider time, string account)
{
    public Task LabelUpdatedAsync(Secret secret, string label, string version) => label is "AWSPENDING" or "AWSPREVIOUS"
        ? Task.CompletedTask
        : bus.PublishAsync(new(
            ids.Next(), "aws.secretsmanager", "Secret Label Updated", account, time.GetUtcNow(), secret.Region, [secret.Arn],
            new() { ["name"] = secret.Name, ["labelUpdated"] = label, ["versionId"] = version }));

    /// <param name="name"><c>RotationStarted</c>, <c>RotationSucceeded</c>.</param>
    /// <param name="secret">The one rotated.</param>
    public Task ServiceDidAsync(string name, Secret secret) =>
        trail.ServiceDidAsync("secretsmanager", name, secret.Region, new() { ["SecretId"] = secret.Arn });

    /// <param name="request">The call.</param>
    /// <param name="arn">Of the secret, when the call was carried out.</param>
    /// <param name="refusal">Why it was refused.</param>
    public Task CalledAsync(AwsRequest request, string? arn, AwsException? refusal)
    {
        var parameters = Parameters.Trail(request.Parameters())!.AsObject();
        parameters.Remove("secretString");
        parameters.Remove("secretBinary");
        if (request.Operation == "PutSecretValue" && arn is not null)
        {
            parameters["secretId"] = arn;
        }

        // AWS's own sample of CreateSecret has no response elements.
        var response = arn is null || request.Operation == "CreateSecret" ? null : new JsonObject { ["arn"] = arn };
        return trail.CalledAsync(request, parameters, response, refusal);
    }
}
