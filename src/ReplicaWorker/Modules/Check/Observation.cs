namespace ReplicaWorker.Modules.Check;

/// <summary>What a check that was not refused has seen.</summary>
/// <param name="State">Never <see cref="CheckState.Fails"/>: that is an exception.</param>
/// <param name="Note">A few words for people. Never a value.</param>
internal sealed record Observation(CheckState State, string Note)
{
    public static Observation Works(string note = "") => new(CheckState.Works, note);

    /// <summary>It works, and somebody should know something.</summary>
    public static Observation Warns(string note) => new(CheckState.Warns, note);

    /// <summary>Somebody has closed the way on purpose: a fence, a pause.</summary>
    public static Observation Held(string why) => new(CheckState.Held, why);

    /// <summary>Nobody knows: nothing was there to try it on.</summary>
    public static Observation Untried(string why) => new(CheckState.Untried, why);
}

internal enum CheckState
{
    Works,
    Warns,
    Untried,
    Held,
    Fails,
}
