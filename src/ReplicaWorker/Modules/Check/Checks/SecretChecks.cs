using Amazon.SecretsManager.Model;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>What the secrets module reads. No value is among it.</summary>
internal sealed class SecretChecks(CheckClients clients) : ICheckSource
{
    private const string Policy = "iam/task-role-secrets.json";

    public IEnumerable<CheckItem> Plan(CheckScope scope) => scope.Regions.SelectMany(region => (CheckItem[])
    [
        new(region, "secretsmanager", "list secrets", "secretsmanager:ListSecrets", Policy, async token =>
        {
            await clients.Secrets(region).ListSecretsAsync(new() { MaxResults = 1 }, token);
            return Works();
        }),
        new(region, "secretsmanager", "describe secrets", "secretsmanager:DescribeSecret", Policy, token => DescribeAsync(region, scope, token)),
    ]);

    private async Task<Observation> DescribeAsync(string region, CheckScope scope, CancellationToken stopping)
    {
        var name = await ExampleAsync(region, scope, stopping);
        try
        {
            await clients.Secrets(region).DescribeSecretAsync(new() { SecretId = name ?? scope.AbsentSecret }, stopping);
            return Works(name ?? "");
        }
        catch (ResourceNotFoundException)
        {
            return Works();    // whoever may not ask is not told that there is none
        }
    }

    /// <summary>A secret that is there; null also when listing is refused, which is a row of its own.</summary>
    private async Task<string?> ExampleAsync(string region, CheckScope scope, CancellationToken stopping)
    {
        try
        {
            var page = await clients.Secrets(region).ListSecretsAsync(new() { MaxResults = 20 }, stopping);
            return page.SecretList?.Select(secret => secret.Name).FirstOrDefault(name => name is not null && scope.Secrets.NameFilter.Includes(name));
        }
        catch (Amazon.Runtime.AmazonServiceException)
        {
            return null;
        }
    }
}
