using Bench.Measuring;

namespace Bench.Arms;

/// <summary>One way to bring the replica in step.</summary>
internal interface IArm
{
    string Name { get; }

    /// <summary>Outside the measured time: puts into the work folder what stands there before a run.</summary>
    void Prepare(Scenario scenario, string work);

    /// <exception cref="InvalidOperationException">It failed; the message says how.</exception>
    Task<ScriptRun> RunAsync(World world, Route route, string work, CancellationToken stopping);
}
