using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Check;

/// <summary>One row of the table.</summary>
/// <param name="Check">What was to be found out.</param>
/// <param name="State">What came of it.</param>
/// <param name="Note">One line.</param>
/// <param name="WhoActs">Who can change it.</param>
/// <param name="Meaning">For the exit code; <see cref="ExitCode.InStep"/> unless it fails.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
internal sealed record CheckResult(CheckItem Check, CheckState State, string Note, Actor WhoActs, ExitCode Meaning, TimeSpan Elapsed)
{
    public static CheckResult Of(CheckItem check, Observation seen, TimeSpan elapsed) =>
        new(check, seen.State, seen.Note, seen.State == CheckState.Held ? Actor.Human : Actor.Nobody, ExitCode.InStep, elapsed);
}
