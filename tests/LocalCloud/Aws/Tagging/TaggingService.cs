using System.Text.Json.Nodes;
using LocalCloud.Aws.ParameterStore;

namespace LocalCloud.Aws.Tagging;

/// <summary>GetResources with the parameters that moto does not have; every other resource is moto's.</summary>
internal sealed class TaggingService(StoredParameters store, MotoClient moto) : IAwsService
{
    private const int MaxPage = 100;

    public string Name => "tagging";

    public async Task<ServiceAnswer?> TryAnswerAsync(AwsRequest request, CancellationToken cancellation)
    {
        if (request.Operation != "GetResources")
        {
            return null;
        }

        var call = new Parameters(request.Parameters());
        var types = call.Texts("ResourceTypeFilters");
        var withParameters = types.Count == 0 || types.Any(type => type is "ssm" or "ssm:parameter");
        var onlyParameters = types.Count > 0 && types.All(type => type == "ssm:parameter");
        if (!withParameters)
        {
            return null;
        }

        var size = call.Number("ResourcesPerPage") is { } asked ? (int)asked : 50;
        if (size is < 1 or > MaxPage)
        {
            throw new AwsException("InvalidParameterException", $"ResourcesPerPage must be between 1 and {MaxPage}");
        }

        var token = call.Text("PaginationToken") is { Length: > 0 } given ? given : null;
        var (page, next) = onlyParameters
            ? Parameters(request.Region, Filter(call), token, size)
            : Pages.Cut([.. AllParameters(request.Region, Filter(call)), .. await FromMotoAsync(request.Region, call, cancellation)], token, size);
        return new(new JsonObject
        {
            ["PaginationToken"] = next ?? "",
            ["ResourceTagMappingList"] = new JsonArray([.. page]),
        });
    }

    private (IReadOnlyList<JsonObject> Page, string? NextToken) Parameters(string region, Func<Parameter, bool> matches, string? token, int size)
    {
        var table = store.Table(region);
        lock (table.Gate)
        {
            var (page, next) = store.Page(table, token, size, parameter => parameter.EverTagged && matches(parameter));
            return ([.. page.Select(parameter => Mapping(region, parameter))], next);
        }
    }

    private JsonObject[] AllParameters(string region, Func<Parameter, bool> matches)
    {
        var table = store.Table(region);
        lock (table.Gate)
        {
            return [.. table.After("").Where(parameter => parameter.EverTagged && matches(parameter)).Select(parameter => Mapping(region, parameter))];
        }
    }

    private async Task<IReadOnlyList<JsonObject>> FromMotoAsync(string region, Parameters call, CancellationToken cancellation)
    {
        var (all, token) = (new List<JsonObject>(), "");
        do
        {
            var parameters = call.Json.DeepClone().AsObject();
            parameters["ResourcesPerPage"] = MaxPage;
            parameters["PaginationToken"] = token;
            var answer = await moto.CallAsync("tagging", "GetResources", region, parameters, cancellation);
            all.AddRange(answer["ResourceTagMappingList"]!.AsArray().Select(mapping => mapping!.DeepClone().AsObject()));
            token = answer["PaginationToken"]?.GetValue<string>() ?? "";
        }
        while (token.Length > 0);
        return all;
    }

    private JsonObject Mapping(string region, Parameter parameter) => new()
    {
        ["ResourceARN"] = store.Arn(region, parameter.Name),
        ["Tags"] = new JsonArray([.. parameter.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
    };

    // All keys must be there, each with one of its values when it names some.
    private static Func<Parameter, bool> Filter(Parameters call)
    {
        var filters = call.Objects("TagFilters").Select(filter => new Parameters(filter))
            .Select(filter => (Key: filter.Required("Key"), Values: filter.Texts("Values"))).ToArray();
        return parameter => Array.TrueForAll(filters, filter =>
            parameter.Tags.TryGetValue(filter.Key, out var value) && (filter.Values.Count == 0 || filter.Values.Contains(value, StringComparer.Ordinal)));
    }
}
