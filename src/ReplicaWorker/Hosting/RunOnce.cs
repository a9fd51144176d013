using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting.Alerts;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules;
using ReplicaWorker.Options;

namespace ReplicaWorker.Hosting;

/// <summary>The edge of the process: composes the services, runs one job within its time, and says in one number how it went.</summary>
/// <param name="output">The log, and the last line.</param>
/// <param name="clock">For limits and durations.</param>
/// <param name="runId">Joins the lines of one run.</param>
/// <param name="stopping">Signalled on SIGTERM.</param>
internal sealed partial class RunOnce(RunOutput output, TimeProvider clock, string runId, CancellationToken stopping)
{
    /// <summary>How long a module may take to return after it was told to stop. Fargate waits 30 seconds, Docker 10.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);

    /// <summary>How long reading the configuration may take: one call to Parameter Store at most.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly long _started = clock.GetTimestamp();
    private readonly ILogger _log = output.CreateLogger(nameof(RunOnce));
    private RunSwitches _switches = new();
    private ServiceProvider? _services;
    private ReplicaOptions? _options;
    private Job? _job;

    /// <summary>The one run of this process.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="compose">Adds options, events and modules.</param>
    public static async Task<ExitCode> RunAsync(string[] arguments, Func<WorkerBuilder, CancellationToken, Task> compose)
    {
        using var signal = new StopSignal();
        var runId = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var terminal = !Console.IsOutputRedirected;
        using var output = new RunOutput(terminal ? Console.OpenStandardError() : Console.OpenStandardOutput(), terminal, runId);
        return await new RunOnce(output, TimeProvider.System, runId, signal.Stopping).HandleAsync(arguments, compose);
    }

    /// <remarks>The only <c>catch</c> of everything in the program, and the only place that logs failures, so each is logged exactly once.</remarks>
    public async Task<ExitCode> HandleAsync(string[] arguments, Func<WorkerBuilder, CancellationToken, Task> compose)
    {
        var outcome = Outcome.Nothing;
        ExitCode code;
        try
        {
            var line = CommandLine.Parse(arguments);
            if (line.Print is { } print)
            {
                return (ExitCode)print();
            }

            outcome = await RunAsync(line, compose);
            code = stopping.IsCancellationRequested ? ExitCode.Stopped : Meaning.Of(outcome);
            foreach (var failure in outcome.Failures)
            {
                ItemFailed(failure.Region, failure.Item, OneLine.Of(failure.Message), failure.Meaning);
            }
        }
#pragma warning disable CA1031 // Everything ends here: this is the edge of the process.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            code = Meaning.Of(failure, stopping.IsCancellationRequested);
            Tell(failure, code);
        }

        var report = Report(outcome, code);
        await AlertAsync(report, arguments);
        output.Finish(report, _switches.DryRun);
        return code;
    }

    private async Task<Outcome> RunAsync(CommandLine line, Func<WorkerBuilder, CancellationToken, Task> compose)
    {
        _switches = line.Switches;
        if (_switches.Verbose)
        {
            output.BeVerbose();
        }

        var services = _services = await WithinAsync(StartLimit, token => BuildAsync(compose, token));
        services.GetRequiredService<Mistakes>().ThrowIfAny();
        _options = services.GetRequiredService<IOptions<ReplicaOptions>>().Value;
        line.Check(_options);

        _job = await WithinAsync(_options.RunTimeout, token => line.Ask!(services, token));
        output.Name(_job.Module);
        _switches = _switches with { DryRun = _switches.DryRun || _job.DryRun };
        if (!_options.SyncEnabled && _job.IsReplication && !_switches.DryRun)
        {
            _job = Job.Nothing(_job.Module, "paused: replication is switched off (Replica__SyncEnabled, or syncEnabled in cross-region-config)") with { Cause = _job.Cause };
        }

        if (_job.Note is { } note)
        {
            Noted(note);
        }

        return await WithinAsync(_job.Everything ? _options.SyncTimeout : _options.RunTimeout, token => _job.RunAsync(services, token));
    }

    /// <summary>Whoever must act hears of it, unless this was a rehearsal. What the run came to does not change when nobody can be told.</summary>
    private async Task AlertAsync(RunReport report, string[] arguments)
    {
        if (_services is null || _options is null || _switches.DryRun
            || Alert.Of(report, _options, _job is { Repeat: { IsEmpty: false } repeat } ? repeat : arguments) is not { } alert)
        {
            return;
        }

        try
        {
            await _services.GetRequiredService<Alerter>().SendAsync(alert, stopping);
        }
#pragma warning disable CA1031 // Whatever it is: the run itself is over, and its own failure is what counts.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            NotTold(alert.DetailType, OneLine.Of(failure.Message));
        }
    }

    private async Task<ServiceProvider> BuildAsync(Func<WorkerBuilder, CancellationToken, Task> compose, CancellationToken token)
    {
        var builder = new WorkerBuilder();
        builder.Services
            .AddSingleton(clock)
            .AddSingleton(output)
            .AddSingleton<ILoggerFactory>(output)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton(_ => _switches)   // a module is made when the job is known, which may ask for a dry run
            .AddSingleton<Alerter>();
        await compose(builder, token);
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Runs what may not return: it is told to stop when its time is up or a signal came, and abandoned when it does not.</summary>
    /// <exception cref="OperationCanceledException">A signal came.</exception>
    /// <exception cref="TryLaterException">The time was up.</exception>
    private async Task<T> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> work)
    {
        using var timer = new CancellationTokenSource(limit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, timer.Token);
        var running = Task.Run(() => work(both.Token), CancellationToken.None);
        try
        {
            using var given = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
            await using var onStop = both.Token.Register(() => given.CancelAfter(Grace));
            return await running.WaitAsync(given.Token);
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            throw new TryLaterException($"gave up after {limit:c}", e);
        }
    }

    private void Tell(Exception failure, ExitCode code)
    {
        switch (code)
        {
            case ExitCode.Stopped:
                Stopped();
                break;
            case ExitCode.Bug:
                Broken(failure);
                break;
            default:
                // Several mistakes of configuration may need more than a line's usual length.
                var message = failure is OptionsValidationException wrong ? string.Join("; ", wrong.Failures) : OneLine.Of(failure.Message);
                Failed(OneLine.Of(message, longest: 8_000), code, failure is ReplicaException or OptionsValidationException ? null : failure);
                break;
        }
    }

    private RunReport Report(Outcome outcome, ExitCode code)
    {
        var now = clock.GetUtcNow();
        var lag = now - _job?.Cause?.Metadata.Time;
        return new(
            runId,
            _job?.Module ?? ModuleNames.None,
            code,
            outcome,
            now,
            clock.GetElapsedTime(_started),
            lag < TimeSpan.Zero ? TimeSpan.Zero : lag,   // two clocks need not agree
            _job?.Cause?.IsChange ?? false,
            _options);
    }

    [LoggerMessage(LogLevel.Information, "{Text}")]
    private partial void Noted(string text);

    [LoggerMessage(LogLevel.Error, "{Region}: {Item}: {Failure} ({Meaning})")]
    private partial void ItemFailed(string region, string item, string failure, ExitCode meaning);

    [LoggerMessage(LogLevel.Error, "{Text} ({Meaning})")]
    private partial void Failed(string text, ExitCode meaning, Exception? failure);

    [LoggerMessage(LogLevel.Critical, "a defect of this program")]
    private partial void Broken(Exception failure);

    [LoggerMessage(LogLevel.Warning, "the event \"{DetailType}\" was not sent: {Failure}")]
    private partial void NotTold(string detailType, string failure);

    [LoggerMessage(LogLevel.Warning, "stopped by a signal before the run was done")]
    private partial void Stopped();
}
