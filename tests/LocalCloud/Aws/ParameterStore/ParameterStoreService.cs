using System.Text.Json.Nodes;

namespace LocalCloud.Aws.ParameterStore;

/// <summary>Parameter Store's API with the service's own limits and refusals; the rest of Systems Manager is moto's.</summary>
/// <remarks>Shapes, error codes and most messages: botocore's model of 2014-11-06; others as people quote them from the service.</remarks>
internal sealed partial class ParameterStoreService : IAwsService
{
    private readonly StoredParameters _store;
    private readonly ParameterStoreEvents _events;
    private readonly CallerIdentities _callers;
    private readonly KmsKeys _keys;

    public ParameterStoreService(StoredParameters store, ParameterStoreEvents events, CallerIdentities callers, KmsKeys keys)
    {
        (_store, _events, _callers, _keys) = (store, events, callers, keys);
        store.Expire = ExpireDueAsync;
    }

    public string Name => "ssm";

    public async Task<ServiceAnswer?> TryAnswerAsync(AwsRequest request, CancellationToken cancellation)
    {
        var call = new ParameterCall(request.Region, _callers.Of(request.AccessKey)["arn"]!.GetValue<string>(), new(request.Parameters()));
        if (IsPublic(call.Parameters) || IsAboutOthers(call.Parameters))
        {
            return null;
        }

        switch (request.Operation)
        {
            case "GetParameter": return new(await GetParameterAsync(call, cancellation));
            case "GetParameters": return new(await GetParametersAsync(call, cancellation));
            case "GetParametersByPath": return new(await GetByPathAsync(call, cancellation));
            case "GetParameterHistory": return new(await GetHistoryAsync(call, cancellation));
            case "DescribeParameters": return new(Describe(call));
            case "ListTagsForResource": return new(ListTags(call));
        }

        Func<Task<JsonObject?>>? change = request.Operation switch
        {
            "PutParameter" => () => PutAsync(call, cancellation),
            "DeleteParameter" => () => DeleteAsync(call),
            "DeleteParameters" => () => DeleteManyAsync(call),
            "LabelParameterVersion" => () => LabelAsync(call),
            "UnlabelParameterVersion" => () => Task.FromResult<JsonObject?>(Unlabel(call)),
            "AddTagsToResource" => () => Task.FromResult<JsonObject?>(AddTags(call)),
            "RemoveTagsFromResource" => () => Task.FromResult<JsonObject?>(RemoveTags(call)),
            _ => null,
        };
        return change is null ? null : await ChangeAsync(request, change);
    }

    // CloudTrail tells of every call that changes something, refused ones too.
    private async Task<ServiceAnswer> ChangeAsync(AwsRequest request, Func<Task<JsonObject?>> change)
    {
        JsonObject? output;
        try
        {
            output = await change();
        }
        catch (AwsException refusal)
        {
            await _events.CalledAsync(request, output: null, refusal);
            throw;
        }

        await _events.CalledAsync(request, output, refusal: null);
        return new(output);
    }

    // Reads of AWS's own parameters; writing below /aws/ is refused here.
    private static bool IsPublic(Parameters call) =>
        !call.Has("Value") && (call.Text("Name") ?? call.Text("Path") ?? (call.Texts("Names") is [var first, ..] ? first : "")).StartsWith("/aws/", StringComparison.Ordinal);

    // Tags of documents, maintenance windows and so on.
    private static bool IsAboutOthers(Parameters call) => call.Text("ResourceType") is { } type and not "Parameter" && type.Length > 0;
}

/// <param name="Region">Where.</param>
/// <param name="Caller">Who: an ARN.</param>
/// <param name="Parameters">What.</param>
internal sealed record ParameterCall(string Region, string Caller, Parameters Parameters);
