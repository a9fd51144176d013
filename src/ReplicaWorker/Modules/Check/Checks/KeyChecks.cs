using Amazon.KeyManagementService.Model;
using ReplicaWorker.Hosting;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>Whether the keys that configuration names are there and enabled.</summary>
internal sealed class KeyChecks(CheckClients clients) : ICheckSource
{
    public IEnumerable<CheckItem> Plan(CheckScope scope) =>
        from option in ((string Name, IReadOnlyDictionary<string, string> Keys)[])
        [
            ("GitMirror__KmsKeys", scope.Git.KmsKeys), ("Secrets__KmsKeys", scope.Secrets.KmsKeys), ("Parameters__KmsKeys", scope.Parameters.KmsKeys),
        ]
        from key in option.Keys
        where scope.Replicas.Contains(key.Key, StringComparer.Ordinal)
        select new CheckItem(key.Key, "kms", $"find the key of {option.Name}", "kms:DescribeKey", "iam/task-role-kms.json", token =>
            LookAsync(key.Key, key.Value, option.Name, token));

    private async Task<Observation> LookAsync(string region, string key, string option, CancellationToken stopping)
    {
        try
        {
            var found = (await clients.Keys(region).DescribeKeyAsync(new() { KeyId = key }, stopping)).KeyMetadata;
            return found?.KeyState is "Enabled" ? Works(key) : throw new DeniedException($"{key} in {region} is {found?.KeyState ?? "in no state"}");
        }
        catch (NotFoundException missing)
        {
            throw new MisconfiguredException($"there is no key {key} in {region}, which {option} names", missing);
        }
    }
}
