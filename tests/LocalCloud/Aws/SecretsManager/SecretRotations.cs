using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.Aws.SecretsManager;

/// <summary>Rotation, without a rotation function: the service makes the new version itself. moto's would leave it without a value.</summary>
internal sealed class SecretRotations(
    MotoClient moto, SecretFinder finder, SecretStates states, SecretsManagerEvents events, SecretControls controls, Ids ids, TimeProvider time)
{
    private const int MaxDays = 1000;

    /// <exception cref="AwsException">The service's refusal.</exception>
    public async Task<JsonObject> RotateAsync(Secret secret, Parameters call, CancellationToken cancellation)
    {
        var state = states[secret.Region, secret.Name];
        var function = call.Text("RotationLambdaARN") ?? state.Rotation?.LambdaArn
            ?? throw new AwsException("InvalidRequestException",
                "You tried to enable rotation on a secret that doesn't already have a Lambda function ARN configured and you didn't "
                + "include such an ARN as a parameter in this call.");
        var rules = call.Json["RotationRules"]?.DeepClone() as JsonObject ?? state.Rotation?.Rules?.DeepClone().AsObject();
        if (rules?["AutomaticallyAfterDays"]?.GetValue<int>() is < 1 or > MaxDays)
        {
            throw new AwsException("InvalidParameterException", $"RotationRules.AutomaticallyAfterDays must be within 1-{MaxDays}.");
        }

        state.Rotation = new(function, rules, Enabled: true, state.Rotation?.Last);
        var answer = new JsonObject { ["ARN"] = secret.Arn, ["Name"] = secret.Name };
        if (call.Json["RotateImmediately"] is null || call.Flag("RotateImmediately"))
        {
            answer["VersionId"] = await NewVersionAsync(secret, call.Required("ClientRequestToken"), cancellation);
        }

        return answer;
    }

    /// <summary>As the schedule would.</summary>
    public async Task<string> RotateAsync(string region, string name, CancellationToken cancellation) =>
        await NewVersionAsync(await finder.GetAsync(region, name, cancellation), ids.Next(), cancellation);

    /// <exception cref="AwsException">It does not rotate.</exception>
    public JsonObject Cancel(Secret secret)
    {
        var state = states[secret.Region, secret.Name];
        state.Rotation = state.Rotation is { } rotation
            ? rotation with { Enabled = false }
            : throw new AwsException("InvalidRequestException", "You tried to cancel rotation of a secret that has none configured.");
        return new() { ["ARN"] = secret.Arn, ["Name"] = secret.Name };
    }

    private async Task<string> NewVersionAsync(Secret secret, string version, CancellationToken cancellation)
    {
        await events.ServiceDidAsync("RotationStarted", secret);
        var old = await moto.CallAsync("secretsmanager", "GetSecretValue", secret.Region, new() { ["SecretId"] = secret.Arn }, cancellation);
        await moto.CallAsync("secretsmanager", "PutSecretValue", secret.Region, new()
        {
            ["SecretId"] = secret.Arn,
            ["ClientRequestToken"] = version,
            ["SecretString"] = old["SecretString"]?.GetValue<string>() is { } text ? NewValue(text) : null,
            ["SecretBinary"] = old["SecretBinary"]?.DeepClone(),
        }, cancellation);

        var state = states[secret.Region, secret.Name];
        state.Rotation = (state.Rotation ?? new("", null, Enabled: false, null)) with { Last = time.GetUtcNow() };
        await events.LabelUpdatedAsync(secret, "AWSCURRENT", version);
        await events.ServiceDidAsync("RotationSucceeded", secret);
        return version;
    }

    private string NewValue(string old)
    {
        if (controls.NewValue is { } told)
        {
            return told(old);
        }

        try
        {
            if (JsonNode.Parse(old) is JsonObject fields && fields.ContainsKey("password"))
            {
                fields["password"] = ids.Next();
                return fields.ToJsonString();
            }
        }
        catch (JsonException)
        {
            // Not every secret is JSON: then all of it is new.
        }

        return ids.Next();
    }
}
