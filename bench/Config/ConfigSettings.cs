namespace Bench.Config;

/// <summary>What <c>bench -- config</c> was told.</summary>
/// <param name="Scale">Over 0 and up to 1.</param>
/// <param name="Output">The report's file, or none.</param>
internal sealed record ConfigSettings(double Scale, string? Output)
{
    /// <summary>How many parameters, and how many secrets, the counted runs have.</summary>
    public int Items => Part(1_000);

    /// <summary>How many parameters the run has whose memory is measured.</summary>
    public int ManyItems => Part(10_000);

    private int Part(int whole) => Math.Max(10, (int)Math.Ceiling(whole * Scale));
}
