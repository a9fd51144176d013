using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace ReplicaWorker.Hosting.Output;

/// <summary>Where a run says what it does: JSON lines for machines, text for a person at a terminal.</summary>
internal sealed class RunOutput : ILoggerFactory
{
    private readonly LineWriter _lines;
    private readonly bool _terminal;
    private readonly RunProperties _properties;
    private readonly Lazy<SerilogLoggerProvider> _serilog;
    private LogLevel _least = LogLevel.Information;

    /// <param name="stream">Standard output; standard error at a terminal, and when a report goes to standard output.</param>
    /// <param name="terminal">A person reads: text instead of JSON, a summary instead of metrics and the last line.</param>
    /// <param name="runId">Joins the lines of one run.</param>
    public RunOutput(Stream stream, bool terminal, string runId)
    {
        _lines = new(stream);
        _terminal = terminal;
        _properties = new(runId);
        _serilog = new(() => new(
            new LoggerConfiguration()
                .MinimumLevel.Debug()   // IsEnabled has decided before
                .Enrich.With(_properties)
                .WriteTo.Sink(_terminal ? new TerminalSink(_lines) : new JsonLineSink(_lines))
                .CreateLogger(),
            dispose: true));
    }

    /// <summary>Also what helps to find out why, not only what was done.</summary>
    public void BeVerbose() => _least = LogLevel.Debug;

    public bool IsEnabled(LogLevel level) => level >= _least && level != LogLevel.None;

    /// <summary>A logger that sets up Serilog with its first line: most runs have made their first request before.</summary>
    public ILogger CreateLogger(string categoryName) => new LateLogger(this, categoryName);

    /// <exception cref="NotSupportedException">Always: what a run says goes to one place.</exception>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("a run has one log");

    /// <summary>From now on every line names the module.</summary>
    public void Name(string module) => _properties.Module = module;

    /// <summary>A person watches: how far long work is may be shown ten times as often as a log needs it.</summary>
    public bool IsTerminal => _terminal;

    /// <summary>Shows at a terminal how far long work is, below the log; elsewhere nothing.</summary>
    /// <param name="text">One line; empty: nothing any more.</param>
    public void ShowStatus(string text)
    {
        if (_terminal)
        {
            _lines.ShowStatus(text);
        }
    }

    /// <summary>The metrics and the last line. Nothing is written after this.</summary>
    public void Finish(RunReport report, bool dryRun)
    {
        Dispose();
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

    public void Dispose()
    {
        if (_serilog.IsValueCreated)
        {
            _serilog.Value.Dispose();
        }
    }

    private sealed class LateLogger(RunOutput output, string category) : ILogger
    {
        private ILogger? _log;

        public bool IsEnabled(LogLevel logLevel) => output.IsEnabled(logLevel);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                _log ??= output._serilog.Value.CreateLogger(category);
                _log.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }

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
