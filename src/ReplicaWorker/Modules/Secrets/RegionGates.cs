using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Fence;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Which regions may be written: those whose fence has been read and does not stand. Whatever else is said once.</summary>
internal sealed class RegionGates(Fences fences)
{
    /// <summary>Asks all of them at once.</summary>
    /// <returns>The open ones, in the order given.</returns>
    public async Task<ImmutableArray<string>> OpenAsync(IEnumerable<string> regions, ISecretWitness witness, CancellationToken stopping)
    {
        var asked = await Task.WhenAll(regions.Select(async region => (region, IsOpen: await IsOpenAsync(region, witness, stopping))));
        return [.. asked.Where(gate => gate.IsOpen).Select(gate => gate.region)];
    }

    public async Task<bool> IsOpenAsync(string region, ISecretWitness witness, CancellationToken stopping)
    {
        try
        {
            if (!await fences.IsFencedAsync(region, stopping))
            {
                return true;
            }

            witness.HoldRegion(region, fences.Name);
        }
        catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
        {
            witness.Fail(region, ISecretWitness.Fence, unable);
        }

        return false;
    }
}
