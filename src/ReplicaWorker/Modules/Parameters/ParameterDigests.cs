using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>The values of many parameters of one region, ten a call, each forgotten as soon as it is digested.</summary>
internal sealed class ParameterDigests(ParameterReader reader, ContentKey key)
{
    /// <summary>Calls at a time; the pace is kept elsewhere.</summary>
    private const int Parallelism = 4;

    /// <param name="region">Where.</param>
    /// <param name="names">Any number.</param>
    /// <param name="received">Called for each, from several threads at once: its content without text, null when it has gone, or the failure to read it.</param>
    /// <param name="stopping">Ends waiting.</param>
    public Task ReadAsync(string region, IEnumerable<string> names, Action<string, long, Reading<ParameterContent>> received, CancellationToken stopping) =>
        Parallel.ForEachAsync(
            names.Chunk(ParameterStore.BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
            async (batch, token) =>
            {
                foreach (var (name, reading) in await reader.ValuesAsync(region, batch, token))
                {
                    received(name, reading.Value?.Version ?? 0, Digest(region, reading));
                }
            });

    private Reading<ParameterContent> Digest(string region, Reading<Parameter> reading) => reading switch
    {
        { Failure: { } failure } => new(null, failure),
        { Value.Value: { } text } => new(ParameterContent.Of(text, region, key).WithoutText()),
        _ => new(null),
    };
}
