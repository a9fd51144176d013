namespace Bench.Reporting;

/// <summary>A figure that is to be reached.</summary>
/// <param name="What">Of what.</param>
/// <param name="Figure">As measured.</param>
/// <param name="Goal">As asked for.</param>
/// <param name="IsMet">Whether it was.</param>
/// <param name="IsExact">Whether it is a count that the same code always repeats. Only such a miss makes the run fail: times depend on the machine.</param>
internal sealed record Target(string What, string Figure, string Goal, bool IsMet, bool IsExact = false);
