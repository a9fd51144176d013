using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Modules.Check.Probes;
using ReplicaWorker.Modules.Parameters;

namespace ReplicaWorker.Modules.Check.EndToEnd;

/// <summary>A parameter that travels.</summary>
internal sealed class ParameterTraveller(CheckScope scope, CheckClients clients, ProbeName name, TimeProvider time) : ITraveller
{
    private readonly string _place = TravelName.Below(scope.Parameters.Include, "/");
    private readonly string _value = $"check {name.Id}";

    public string Service => "ssm";

    public string Kind => "parameter";

    public string Name => _place + name.Path;

    public string Rule => "parameter-store-change";

    public string WriteNeeds => "ssm:PutParameter";

    public string RemoveNeeds => "ssm:DeleteParameters";

    public string? WhyNot => scope.Parameters.Filter.Includes(Name) ? null : $"Parameters__Include and Parameters__Exclude leave {Name} out";

    public Task WriteAsync(CancellationToken stopping) => In(scope.Primary).PutParameterAsync(
        new()
        {
            Name = Name,
            Type = ParameterType.String,
            Tier = ParameterTier.Standard,
            Value = _value,
            Description = "Written by replica-worker check --end-to-end. It is taken away again.",
            Tags = [new() { Key = TravelName.TagKey, Value = name.Id }],
        },
        stopping);

    public async Task<Presence> LookAsync(string region, CancellationToken stopping)
    {
        var answer = await In(region).GetParametersAsync(new() { Names = [Name] }, stopping);
        return answer.Parameters is not [{ } copy] ? Presence.Absent : copy.Value == _value ? Presence.There : Presence.Different;
    }

    public Task RemoveAsync(CancellationToken stopping) => In(scope.Primary).DeleteParametersAsync(new() { Names = [Name] }, stopping);

    public async Task SweepAsync(CancellationToken stopping)
    {
        var found = await In(scope.Primary).DescribeParametersAsync(
            new() { MaxResults = 50, ParameterFilters = [new() { Key = "Name", Option = "BeginsWith", Values = [_place + name.Folder] }] }, stopping);
        foreach (var leftover in (found.Parameters ?? []).Select(parameter => parameter.Name).OfType<string>()
            .Where(candidate => name.IsLeftover(candidate[_place.Length..], time.GetUtcNow())))
        {
            var tags = await In(scope.Primary).ListTagsForResourceAsync(new() { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = leftover }, stopping);
            if (tags.TagList?.Exists(tag => tag.Key == TravelName.TagKey) == true)
            {
                await In(scope.Primary).DeleteParametersAsync(new() { Names = [leftover] }, stopping);
            }
        }
    }

    private IAmazonSimpleSystemsManagement In(string region) => clients.Parameters(region);
}
