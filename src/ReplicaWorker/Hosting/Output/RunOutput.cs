using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace ReplicaWorker.Hosting.Output;

/// <summary>Where a run says what it does: JSON lines for machines, text for a person at a terminal.</summary>
internal sealed class RunOutput : IDisposable
{
    private readonly LineWriter _lines;
    private readonly bool _terminal;
    private readonly LoggingLevelSwitch _level = new(LogEventLevel.Information);
    private readonly RunProperties _properties;

    /// <param name="stream">Standard output; standard error when a report goes to standard output.</param>
    /// <param name="terminal">A person reads: text instead of JSON, a summary instead of metrics and the last line.</param>
    /// <param name="runId">Joins the lines of one run.</param>
    public RunOutput(Stream stream, bool terminal, string runId)
    {
        _lines = new(stream);
        _terminal = terminal;
        _properties = new(runId);
        Log = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(_level)
            .Enrich.With(_properties)
            .WriteTo.Sink(terminal ? new TerminalSink(_lines) : new JsonLineSink(_lines))
            .CreateLogger();
    }

    public Logger Log { get; }

    /// <summary>Also what helps to find out why, not only what was done.</summary>
    public void BeVerbose() => _level.MinimumLevel = LogEventLevel.Debug;

    /// <summary>From now on every line names the module.</summary>
    public void Name(string module) => _properties.Module = module;

    /// <summary>The metrics and the last line. Nothing is written after this.</summary>
    public void Finish(RunReport report, bool dryRun)
    {
        Log.Dispose();
        if (_terminal)
        {
            TerminalSummary.Print(report);
            return;
        }

        if (!dryRun)
        {
            foreach (var (region, counts) in report.Regions)
            {
                _lines.Write(MetricLine.Format(report, region, counts).WrittenSpan);
            }
        }

        _lines.Close(LastLine.Format(report).WrittenSpan);
    }

    public void Dispose() => Log.Dispose();

    private sealed class RunProperties(string runId) : ILogEventEnricher
    {
        private readonly LogEventProperty _runId = new("RunId", new ScalarValue(runId));
        private volatile LogEventProperty? _module;

        public string Module
        {
            set => _module = new("Module", new ScalarValue(value));
        }

        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            logEvent.AddPropertyIfAbsent(_runId);
            if (_module is { } module)
            {
                logEvent.AddPropertyIfAbsent(module);
            }
        }
    }
}
