using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Bench.Arms;
using Bench.Measuring;
using LocalCloud.Processes;

namespace Bench.Startup;

/// <summary>How long it takes until the worker works.</summary>
/// <param name="Hello">The whole run of a hello-world.</param>
/// <param name="Worker">From the worker's start to the first byte at the git server.</param>
/// <param name="IsPinned">Whether both had one and the same processor.</param>
internal sealed record StartupTimes(TimeSpan Hello, TimeSpan Worker, bool IsPinned)
{
    public double Ratio => Worker / Hello;
}

/// <summary>Measures start-up in turns with a hello-world's.</summary>
internal static class StartupBench
{
    public const int Rounds = 10;

    private const string Pin = "/usr/bin/taskset";

    /// <summary>Pinned to one processor, as in a task with a fraction of one; and free, where there is a way to tell.</summary>
    public static async Task<IReadOnlyList<StartupTimes>> MeasureAsync(World world, string worker, string hello, CancellationToken stopping)
    {
        var free = await MeasureAsync(world, worker, hello, pinned: false, stopping);
        return File.Exists(Pin) ? [await MeasureAsync(world, worker, hello, pinned: true, stopping), free] : [free];
    }

    private static async Task<StartupTimes> MeasureAsync(
        World world, string worker, string hello, bool pinned, CancellationToken stopping)
    {
        var (hellos, workers) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round <= Rounds; round++)
        {
            var times = (await WholeRunAsync(Command(hello, pinned), stopping), await FirstByteAsync(world, Command(worker, pinned), stopping));
            if (round > 0)      // the first one only fills the page cache
            {
                hellos.Add(times.Item1);
                workers.Add(times.Item2);
            }
        }

        return new(Figures.Middle(hellos, time => time), Figures.Middle(workers, time => time), pinned);
    }

    private static ProcessStartInfo Command(string binary, bool pinned) =>
        pinned ? new(Pin, ["-c", "0", binary]) : new(binary);

    private static async Task<TimeSpan> WholeRunAsync(ProcessStartInfo start, CancellationToken stopping)
    {
        start.Environment["DOTNET_EnableDiagnostics"] = "0";        // as the worker has it
        var started = Stopwatch.GetTimestamp();
        await using var process = ChildProcess.Start(start);
        await process.Completion.WaitAsync(stopping);
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task<TimeSpan> FirstByteAsync(World world, ProcessStartInfo start, CancellationToken stopping)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var searched = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = searched;
        var git = new Uri($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/");
        foreach (var (name, value) in WorkerArm.Environment(world, git, world.Cloud.AwsEndpoint, oldId: null, newId: new('1', 40)))
        {
            start.Environment[name] = value;
        }

        var started = Stopwatch.GetTimestamp();
        await using var process = ChildProcess.Start(start);
        using var client = await server.AcceptSocketAsync(stopping).AsTask().WaitAsync(TimeSpan.FromSeconds(60), stopping);
        await client.ReceiveAsync(new byte[1], stopping);
        var elapsed = Stopwatch.GetElapsedTime(started);

        await process.SignalAsync("KILL");      // what it would do next is not asked
        await process.Completion.WaitAsync(stopping);
        return elapsed;
    }
}
