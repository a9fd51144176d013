using System.Text.Json.Nodes;

namespace LocalCloud.Aws.SecretsManager;

/// <content>Descriptions.</content>
internal sealed partial class SecretsManagerService
{
    private async Task<JsonObject> DescribeAsync(string region, Parameters call, CancellationToken cancellation)
    {
        var secret = await _finder.GetAsync(region, call.Required("SecretId"), cancellation);
        var answer = _answers.Describe(secret);
        foreach (var replica in _states.Find(region, secret.Name)?.Replicas ?? [])
        {
            replica.Describes = Math.Max(0, replica.Describes - 1);
        }

        return answer;
    }

    private async Task<JsonObject> ListAsync(AwsRequest request, CancellationToken cancellation)
    {
        var answer = WithoutNulls(await _moto.CallAsync("secretsmanager", "ListSecrets", request.Region, request.Parameters(), cancellation));
        answer["SecretList"] = new JsonArray([.. answer["SecretList"]!.AsArray().Select(entry => _answers.Entry(request.Region, entry!.AsObject()))]);
        return answer;
    }

    // A replica has its primary's policy; moto refuses to show it.
    private async Task<JsonObject> PolicyAsync(string region, Parameters call, CancellationToken cancellation)
    {
        var secret = await _finder.GetAsync(region, call.Required("SecretId"), cancellation);
        var answer = await _moto.CallAsync(
            "secretsmanager", "GetResourcePolicy", secret.PrimaryRegion ?? region, new() { ["SecretId"] = secret.Name }, cancellation);
        answer["ARN"] = secret.Arn;
        return answer;
    }
}
