using System.Diagnostics;

namespace Bench;

/// <summary>What people see while it takes its time: one line for each step, with the time since the start.</summary>
internal sealed class Progress(TextWriter to)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public void Say(string what) => to.WriteLine($"{Stopwatch.GetElapsedTime(_started):mm\\:ss}  {what}");
}
