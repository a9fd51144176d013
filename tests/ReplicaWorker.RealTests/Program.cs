using System.Diagnostics;
using System.Globalization;
using LocalCloud.Processes;

// The test host calls no Main. This one is the process that a test kills, to see that its child ends with it.
await using var child = ChildProcess.Start(new ProcessStartInfo("sleep", ["600"]));
await Console.Out.WriteLineAsync(child.Id.ToString(CultureInfo.InvariantCulture));
await Task.Delay(Timeout.Infinite);
