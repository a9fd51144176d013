using System.Text.Json.Nodes;

namespace LocalCloud.Aws;

/// <summary>CloudTrail's API takes a trail's ARN wherever it takes its name; moto takes the name alone, so it is given that.</summary>
internal sealed class TrailService(MotoClient moto) : IAwsService
{
    public string Name => "cloudtrail";

    public async Task<ServiceAnswer?> TryAnswerAsync(AwsRequest request, CancellationToken cancellation)
    {
        var parameters = request.Parameters();
        var arns = parameters.Where(pair => pair.Key is "Name" or "TrailName" && pair.Value is JsonValue value && IsTrail(value)).Select(pair => pair.Key).ToList();
        foreach (var field in arns)
        {
            parameters[field] = parameters[field]!.GetValue<string>().Split('/')[^1];
        }

        return arns.Count == 0 ? null : new(await moto.CallAsync(Name, request.Operation, request.Region, parameters, cancellation));
    }

    private static bool IsTrail(JsonValue value) =>
        value.TryGetValue<string>(out var text) && text.StartsWith("arn:", StringComparison.Ordinal) && text.Contains(":trail/", StringComparison.Ordinal);
}
