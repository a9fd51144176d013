namespace Demo;

/// <summary>One thing that was looked at, by somebody else's program.</summary>
internal sealed record Finding(string Command, string Where, string Result, bool Good);

/// <summary>The end of it.</summary>
/// <param name="Findings">What was looked at.</param>
/// <param name="Problems">What differs; empty when every replica is in step.</param>
internal sealed record Verdict(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Problems)
{
    public bool InStep => Problems.Count == 0;

    public static Verdict operator +(Verdict left, Verdict right) => Add(left, right);

    public static Verdict Add(Verdict left, Verdict right) => new([.. left.Findings, .. right.Findings], [.. left.Problems, .. right.Problems]);
}

/// <summary>Whether replicas equal the source, by somebody else's word.</summary>
internal interface IVerification
{
    /// <summary>What differs now.</summary>
    Task<IReadOnlyList<string>> DifferencesAsync(CancellationToken stopping);

    /// <summary>The same, looked at as closely as it can be, and what was found equal.</summary>
    Task<Verdict> VerifyAsync(CancellationToken stopping);
}
