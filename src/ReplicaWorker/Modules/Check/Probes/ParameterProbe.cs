using System.Globalization;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Parameters;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>What the parameters module writes in replica regions, on a SecureString below <see cref="ParameterName.ProbeRoot"/>, which nothing copies.</summary>
internal sealed class ParameterProbe(CheckClients clients, ProbeName name, TimeProvider time) : IProbeSource
{
    private const string Policy = "iam/task-role-parameters.json";
    private const string TagKey = "ReplicaWorkerProbe";
    private const string Label = "replica-worker-probe";

    public IEnumerable<Probe> Plan(CheckScope scope) => scope.Replicas.Select(region => In(region, scope));

    private Probe In(string region, CheckScope scope)
    {
        var (ours, mark) = (ParameterName.ProbeRoot + name.Path, new OwnershipMark(scope.Replica, scope.Parameters.MarkerKey, scope.Parameters.SourceKey));
        return new(
            region,
            [
                new(Row("take away what earlier probes left", "ssm:DeleteParameters", token => SweepAsync(region, mark, token)), IsOurs: true),
                new(Row("write parameters", "ssm:PutParameter", token => WriteAsync(region, ours, scope.Parameters.KmsKeys.GetValueOrDefault(region), mark, token)), IsNeeded: true),
                new(Row("tag parameters", "ssm:AddTagsToResource", async token =>
                {
                    await In(region).AddTagsToResourceAsync(
                        new() { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = ours, Tags = [new() { Key = TagKey, Value = name.Id }] }, token);
                    return Works();
                })),
                new(Row("untag parameters", "ssm:RemoveTagsFromResource", async token =>
                {
                    await In(region).RemoveTagsFromResourceAsync(
                        new() { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = ours, TagKeys = [TagKey] }, token);
                    return Works();
                })),
                new(Row("label parameters", "ssm:LabelParameterVersion", async token =>
                {
                    await In(region).LabelParameterVersionAsync(new() { Name = ours, Labels = [Label] }, token);
                    return Works();
                })),
                new(Row("take labels off parameters", "ssm:UnlabelParameterVersion", async token =>
                {
                    await In(region).UnlabelParameterVersionAsync(new() { Name = ours, ParameterVersion = 1, Labels = [Label] }, token);
                    return Works();
                })),
            ],
            new(Row("delete parameters", "ssm:DeleteParameters", async token =>
            {
                await In(region).DeleteParametersAsync(new() { Names = [ours] }, token);
                return Works();
            })));

        CheckItem Row(string ability, string needs, Func<CancellationToken, Task<Observation>> tryAsync) => new(region, "ssm", ability, needs, Policy, tryAsync);
    }

    private async Task<Observation> WriteAsync(string region, string ours, string? key, OwnershipMark mark, CancellationToken stopping)
    {
        var value = string.Create(CultureInfo.InvariantCulture, $"probe {name.Id}");
        try
        {
            await In(region).PutParameterAsync(
                new()
                {
                    Name = ours,
                    Type = ParameterType.SecureString,
                    Tier = ParameterTier.Standard,
                    KeyId = key,
                    Value = value,
                    Description = "Written by replica-worker check --probe to try permissions. It is taken away again at once.",
                    Tags = [.. mark.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
                },
                stopping);
            var read = await In(region).GetParametersAsync(new() { Names = [ours], WithDecryption = true }, stopping);
            return read.Parameters is [{ } written] && written.Value == value
                ? Works($"{ours}, encrypted with {key ?? KmsKeyMap.Default}")
                : throw new ItemFailedException($"{ours} was written and does not read back as it was written");
        }
        catch (InvalidKeyIdException refused)
        {
            throw new DeniedException($"the key {key ?? KmsKeyMap.Default} cannot be used: {refused.Message}", refused);
        }
    }

    private async Task<Observation> SweepAsync(string region, OwnershipMark mark, CancellationToken stopping)
    {
        var place = ParameterName.ProbeRoot + name.Folder;
        var found = await In(region).DescribeParametersAsync(
            new() { MaxResults = 50, ParameterFilters = [new() { Key = "Name", Option = "BeginsWith", Values = [place] }] }, stopping);
        var leftovers = new List<string>();
        foreach (var candidate in (found.Parameters ?? []).Select(parameter => parameter.Name).OfType<string>()
            .Where(candidate => name.IsLeftover(candidate[ParameterName.ProbeRoot.Length..], time.GetUtcNow())))
        {
            var tags = await In(region).ListTagsForResourceAsync(new() { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = candidate }, stopping);
            if (mark.IsOurs((tags.TagList ?? []).ToDictionary(tag => tag.Key ?? "", tag => tag.Value ?? "", StringComparer.Ordinal)))
            {
                leftovers.Add(candidate);
            }
        }

        foreach (var batch in leftovers.Chunk(ParameterStore.BatchSize))
        {
            await In(region).DeleteParametersAsync(new() { Names = [.. batch] }, stopping);
        }

        return Works(leftovers.Count == 0 ? "nothing was left" : "taken away: " + string.Join(", ", leftovers));
    }

    private IAmazonSimpleSystemsManagement In(string region) => clients.Parameters(region);
}
