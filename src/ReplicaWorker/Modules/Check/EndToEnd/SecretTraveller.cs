using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using ReplicaWorker.Matching;
using ReplicaWorker.Modules.Check.Probes;

namespace ReplicaWorker.Modules.Check.EndToEnd;

/// <summary>A secret that travels. On its way back its replicas are removed by us: AWS deletes no secret that has any.</summary>
internal sealed class SecretTraveller(CheckScope scope, CheckClients clients, ProbeName name, TimeProvider time) : ITraveller
{
    private readonly string _place = TravelName.Below(scope.Secrets.Include, "");
    private readonly string _version = name.Id.PadRight(32, '0');

    public string Service => "secretsmanager";

    public string Kind => "secret";

    public string Name => _place + name.Path;

    public string Rule => "secret-label-updated";

    public string WriteNeeds => "secretsmanager:CreateSecret";

    public string RemoveNeeds => "secretsmanager:DeleteSecret";

    public string? WhyNot =>
        !scope.Secrets.NameFilter.Includes(Name) ? $"Secrets__Include and Secrets__Exclude leave {Name} out"
        : scope.Secrets.IncludeTags.Any(tag => !Glob.Matches(tag.Value, TravelName.Sample(tag.Value))) ? "no tag can be made that Secrets__IncludeTags lets through"
        : null;

    public Task WriteAsync(CancellationToken stopping) => clients.Secrets(scope.Primary).CreateSecretAsync(
        new()
        {
            Name = Name,
            ClientRequestToken = _version,
            SecretString = $"check {name.Id}",
            Description = "Written by replica-worker check --end-to-end. It is taken away again.",
            Tags =
            [
                new() { Key = TravelName.TagKey, Value = name.Id },
                .. scope.Secrets.IncludeTags.Select(tag => new Tag { Key = tag.Key, Value = TravelName.Sample(tag.Value) }),
            ],
        },
        stopping);

    /// <summary>That the value's version is there; values are not read.</summary>
    public async Task<Presence> LookAsync(string region, CancellationToken stopping)
    {
        try
        {
            var replica = await clients.Secrets(region).DescribeSecretAsync(new() { SecretId = Name }, stopping);
            return replica.VersionIdsToStages?.ContainsKey(_version) == true ? Presence.There : Presence.Different;
        }
        catch (ResourceNotFoundException)
        {
            return Presence.Absent;
        }
    }

    public Task RemoveAsync(CancellationToken stopping) => SecretRemoval.DeleteAsync(clients.Secrets(scope.Primary), Name, time, stopping);

    public async Task SweepAsync(CancellationToken stopping)
    {
        var found = await clients.Secrets(scope.Primary).ListSecretsAsync(
            new() { MaxResults = 100, Filters = [new() { Key = FilterNameStringType.Name, Values = [_place + name.Folder] }] }, stopping);
        foreach (var leftover in (found.SecretList ?? []).Where(secret =>
            secret.Name?.StartsWith(_place, StringComparison.Ordinal) == true
            && name.IsLeftover(secret.Name[_place.Length..], time.GetUtcNow())
            && secret.Tags?.Exists(tag => tag.Key == TravelName.TagKey) == true))
        {
            await SecretRemoval.DeleteAsync(clients.Secrets(scope.Primary), leftover.Name!, time, stopping);
        }
    }
}
