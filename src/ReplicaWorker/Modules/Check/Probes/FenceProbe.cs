using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Modules.Fence;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>Whether a region could be fenced, and opened again: by a parameter beside the fence, which is none.</summary>
internal sealed class FenceProbe(CheckClients clients, ProbeName name, TimeProvider time) : IProbeSource
{
    private const string Policy = "iam/task-role.json";

    public IEnumerable<Probe> Plan(CheckScope scope) => scope.Replicas.Select(In);

    private Probe In(string region)
    {
        var ours = Fences.Root + name.Path;
        return new(
            region,
            [
                new(Row("take away what earlier probes left beside the fence", "ssm:DeleteParameter", token => SweepAsync(region, token)), IsOurs: true),
                new(Row("set the fence", "ssm:PutParameter", async token =>
                {
                    await clients.Parameters(region).PutParameterAsync(
                        new()
                        {
                            Name = ours,
                            Type = ParameterType.String,
                            Tier = ParameterTier.Standard,
                            Value = $"probe {name.Id}",
                            Description = "Written by replica-worker check --probe to try permissions. It fences nothing and is taken away again at once.",
                        },
                        token);
                    return Works(ours);
                }), IsNeeded: true),
            ],
            new(Row("clear the fence", "ssm:DeleteParameter", async token =>
            {
                await DeleteAsync(region, ours, token);
                return Works();
            })));

        CheckItem Row(string ability, string needs, Func<CancellationToken, Task<Observation>> tryAsync) => new(region, "ssm", ability, needs, Policy, tryAsync);
    }

    /// <summary>By name alone: the fence's policy gives no right to tags, and nobody else has names of this form below the fences.</summary>
    private async Task<Observation> SweepAsync(string region, CancellationToken stopping)
    {
        var found = await clients.Parameters(region).DescribeParametersAsync(
            new() { MaxResults = 50, ParameterFilters = [new() { Key = "Name", Option = "BeginsWith", Values = [Fences.Root + name.Folder] }] }, stopping);
        string[] leftovers =
        [
            .. (found.Parameters ?? []).Select(parameter => parameter.Name).OfType<string>()
                .Where(candidate => name.IsLeftover(candidate[Fences.Root.Length..], time.GetUtcNow())),
        ];
        foreach (var leftover in leftovers)
        {
            await DeleteAsync(region, leftover, stopping);
        }

        return Works(leftovers.Length == 0 ? "nothing was left" : "taken away: " + string.Join(", ", leftovers));
    }

    private async Task DeleteAsync(string region, string parameter, CancellationToken stopping)
    {
        try
        {
            await clients.Parameters(region).DeleteParameterAsync(new() { Name = parameter }, stopping);
        }
        catch (ParameterNotFoundException)
        {
            // It was not written, or somebody was faster.
        }
    }
}
