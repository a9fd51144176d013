namespace Bench;

/// <summary>What <c>bench -- mirror</c> was told.</summary>
/// <param name="Scale">Over 0 and up to 1.</param>
/// <param name="Repetitions">Of a short row.</param>
/// <param name="Output">The report's file, or none.</param>
internal sealed record MirrorSettings(double Scale, int Repetitions, string? Output)
{
    /// <summary>The most that a row is repeated in which whole repositories move.</summary>
    private const int MaxLong = 3;

    public int LongRepetitions => Math.Min(Repetitions, MaxLong);

    /// <summary>A part of a full-size number, rounded up and never under <paramref name="least"/>.</summary>
    public int Part(int whole, int least) => Math.Max(least, (int)Math.Ceiling(whole * Scale));
}
