using System.Collections.Concurrent;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Modules.Parameters;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Checks;

/// <summary>What the parameters module reads, on a parameter that is there; where there is none, "there is none" is a permitted answer too.</summary>
internal sealed class ParameterChecks(CheckClients clients) : ICheckSource
{
    private const string Policy = "iam/task-role-parameters.json";

    /// <summary>The most that DescribeParameters gives at a time.</summary>
    private const int Page = 50;

    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _examples = new(StringComparer.Ordinal);

    public IEnumerable<CheckItem> Plan(CheckScope scope) => scope.Regions.SelectMany(region => In(region, scope));

    private IEnumerable<CheckItem> In(string region, CheckScope scope)
    {
        return
        [
            new(region, "ssm", "list parameters", "ssm:DescribeParameters", Policy, async token =>
            {
                await clients.Parameters(region).DescribeParametersAsync(new() { MaxResults = 1 }, token);
                return Works();
            }),
            new(region, "ssm", "read parameters", "ssm:GetParameters", Policy, Named(async (name, token) =>
                await clients.Parameters(region).GetParametersAsync(new() { Names = [name] }, token))),
            new(region, "ssm", "read tags of parameters", "ssm:ListTagsForResource", Policy, Named(async (name, token) =>
                await clients.Parameters(region).ListTagsForResourceAsync(new() { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = name }, token))),
            new(region, "ssm", "read labels of parameters", "ssm:GetParameterHistory", Policy, Named(async (name, token) =>
                await clients.Parameters(region).GetParameterHistoryAsync(new() { Name = name, MaxResults = 1 }, token))),
            new(region, "ssm", "decrypt SecureStrings", "kms:Decrypt", "iam/task-role-kms.json", token => DecryptAsync(region, scope, token)),
            new(region, "tag", "list tags of parameters", "tag:GetResources", Policy, async token =>
            {
                await clients.Tags(region).GetResourcesAsync(new() { ResourceTypeFilters = ["ssm:parameter"], ResourcesPerPage = 1 }, token);
                return Works();
            }),
        ];

        Func<CancellationToken, Task<Observation>> Named(Func<string, CancellationToken, Task> call) => async token =>
        {
            var name = await ExampleAsync(region, scope, token);
            try
            {
                await call(name ?? scope.AbsentParameter, token);
                return Works(name ?? "");
            }
            catch (Exception absent) when (absent is ParameterNotFoundException or InvalidResourceIdException)
            {
                return Works();    // whoever may not ask is not told that there is none
            }
        };
    }

    private async Task<Observation> DecryptAsync(string region, CheckScope scope, CancellationToken stopping)
    {
        var secure = new ParameterStringFilter { Key = "Type", Option = "Equals", Values = [ParameterType.SecureString.Value] };
        if (await FindAsync(region, scope, [secure], stopping) is not { } name)
        {
            return Untried("no SecureString is here");
        }

        try
        {
            await clients.Parameters(region).GetParametersAsync(new() { Names = [name], WithDecryption = true }, stopping);
            return Works(name);
        }
        catch (InvalidKeyIdException refused)
        {
            throw new Hosting.DeniedException($"{name} cannot be decrypted: {refused.Message}", refused);
        }
    }

    private Task<string?> ExampleAsync(string region, CheckScope scope, CancellationToken stopping) =>
        _examples.GetOrAdd(region, name => new(() => TryFindAsync(name, scope, stopping))).Value;

    /// <summary>That listing is refused is a row of its own; the others are then tried on a name that is not there.</summary>
    private async Task<string?> TryFindAsync(string region, CheckScope scope, CancellationToken stopping)
    {
        try
        {
            return await FindAsync(region, scope, filters: null, stopping);
        }
        catch (Amazon.Runtime.AmazonServiceException)
        {
            return null;
        }
    }

    private async Task<string?> FindAsync(string region, CheckScope scope, List<ParameterStringFilter>? filters, CancellationToken stopping)
    {
        var page = await clients.Parameters(region).DescribeParametersAsync(new() { MaxResults = Page, ParameterFilters = filters }, stopping);
        return page.Parameters?.Select(parameter => parameter.Name)
            .FirstOrDefault(name => name is not null && scope.Parameters.Filter.Includes(name) && !ParameterName.IsReserved(name));
    }
}
