using System.Collections.Immutable;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;
using ReplicaWorker.Hosting;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>What the secrets module asks for in the primary region, on a secret of our own that bears the mark of a copy, and so is nobody's source.</summary>
internal sealed class SecretProbe(CheckClients clients, ProbeName name, TimeProvider time) : IProbeSource
{
    /// <summary>Below it stand the secrets of probes.</summary>
    public const string Root = "replica-worker-probe/";

    private const string Policy = "iam/task-role-secrets.json";
    private const string OurPolicy = "iam/task-role-check-probe.json";
    private const string TagKey = "ReplicaWorkerProbe";

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    public IEnumerable<Probe> Plan(CheckScope scope)
    {
        var (primary, ours, mark) = (scope.Primary, Root + name.Path, new OwnershipMark(scope.Replica));
        yield return new(
            primary,
            [
                Ours("take away what earlier probes left", "secretsmanager:DeleteSecret", token => SweepAsync(primary, mark, token)),
                Ours("create a secret for the probe", "secretsmanager:CreateSecret", async token =>
                {
                    await In(primary).CreateSecretAsync(
                        new()
                        {
                            Name = ours,
                            ClientRequestToken = name.Id.PadRight(32, '0'),
                            SecretString = $"probe {name.Id}",
                            Description = "Written by replica-worker check --probe to try permissions. It is taken away again at once.",
                            Tags = [.. mark.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
                        },
                        token);
                    return Works(ours);
                }) with { IsNeeded = true },
                Theirs("tag secrets", "secretsmanager:TagResource", async token =>
                {
                    await In(primary).TagResourceAsync(new() { SecretId = ours, Tags = [new() { Key = TagKey, Value = name.Id }] }, token);
                    return Works();
                }),
                Theirs("untag secrets", "secretsmanager:UntagResource", async token =>
                {
                    await In(primary).UntagResourceAsync(new() { SecretId = ours, TagKeys = [TagKey] }, token);
                    return Works();
                }),
                .. scope.Replicas.SelectMany(region => (ImmutableArray<ProbeStep>)
                [
                    Theirs($"replicate secrets to {region}", "secretsmanager:ReplicateSecretToRegions", token =>
                        ReplicateAsync(primary, ours, region, scope.Secrets.KmsKeys.GetValueOrDefault(region), token)),
                    Theirs($"take replicas of secrets away from {region}", "secretsmanager:RemoveRegionsFromReplication", async token =>
                    {
                        await In(primary).RemoveRegionsFromReplicationAsync(new() { SecretId = ours, RemoveReplicaRegions = [region] }, token);
                        return Works();
                    }),
                ]),
            ],
            Ours("delete the probe's secret", "secretsmanager:DeleteSecret", async token =>
            {
                await DeleteAsync(primary, ours, token);
                return Works();
            }));

        foreach (var region in scope.Replicas)
        {
            yield return new(
                region,
                [
                    new(new(region, "secretsmanager", "promote replicas", "secretsmanager:StopReplicationToReplica", Policy, _ =>
                        Task.FromResult(Untried("it cuts a replica off for good: \"secrets promote\" alone does it")))),
                ],
                Removal: null);
        }

        ProbeStep Theirs(string ability, string needs, Func<CancellationToken, Task<Observation>> tryAsync) =>
            new(new(primary, "secretsmanager", ability, needs, Policy, tryAsync));

        ProbeStep Ours(string ability, string needs, Func<CancellationToken, Task<Observation>> tryAsync) =>
            new(new(primary, "secretsmanager", ability, needs, OurPolicy, tryAsync), IsOurs: true);
    }

    /// <summary>AWS's answer only says that it has understood; whether it can is seen in the replica's state.</summary>
    private async Task<Observation> ReplicateAsync(string primary, string secret, string region, string? key, CancellationToken stopping)
    {
        await In(primary).ReplicateSecretToRegionsAsync(
            new() { SecretId = secret, AddReplicaRegions = [new() { Region = region, KmsKeyId = key }] }, stopping);
        while (true)
        {
            var state = (await In(primary).DescribeSecretAsync(new() { SecretId = secret }, stopping)).ReplicationStatus?.Find(replica => replica.Region == region);
            if (state?.Status == StatusType.InSync)
            {
                return Works();
            }

            if (state?.Status == StatusType.Failed)
            {
                throw new DeniedException($"the replica in {region} has failed: {state.StatusMessage}");
            }

            await Task.Delay(Glance, time, stopping);
        }
    }

    private async Task<Observation> SweepAsync(string primary, OwnershipMark mark, CancellationToken stopping)
    {
        var found = await In(primary).ListSecretsAsync(
            new() { MaxResults = 100, Filters = [new() { Key = FilterNameStringType.Name, Values = [Root + name.Folder] }] }, stopping);
        string[] leftovers =
        [
            .. (found.SecretList ?? [])
                .Where(secret => secret.Name?.StartsWith(Root, StringComparison.Ordinal) == true
                    && name.IsLeftover(secret.Name[Root.Length..], time.GetUtcNow())
                    && mark.IsOurs((secret.Tags ?? []).ToDictionary(tag => tag.Key ?? "", tag => tag.Value ?? "", StringComparer.Ordinal)))
                .Select(secret => secret.Name!),
        ];
        foreach (var leftover in leftovers)
        {
            await DeleteAsync(primary, leftover, stopping);
        }

        return Works(leftovers.Length == 0 ? "nothing was left" : "taken away: " + string.Join(", ", leftovers));
    }

    private Task DeleteAsync(string primary, string secret, CancellationToken stopping) => SecretRemoval.DeleteAsync(In(primary), secret, time, stopping);

    private IAmazonSecretsManager In(string region) => clients.Secrets(region);
}
