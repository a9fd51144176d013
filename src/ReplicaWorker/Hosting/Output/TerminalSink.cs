using System.Globalization;
using System.Text;
using Serilog.Core;
using Serilog.Events;

namespace ReplicaWorker.Hosting.Output;

/// <summary>What a person at a terminal reads: no JSON, no run ids.</summary>
/// <param name="output">Where lines go.</param>
internal sealed class TerminalSink(LineWriter output) : ILogEventSink
{
    private const int LongestMessage = 4 * 1024;

    public void Emit(LogEvent logEvent)
    {
        var text = new StringBuilder(logEvent.Timestamp.ToLocalTime().ToString("HH:mm:ss ", CultureInfo.InvariantCulture));
        text.Append(logEvent.Level switch
        {
            LogEventLevel.Debug or LogEventLevel.Verbose => "  ",
            LogEventLevel.Warning => "! ",
            LogEventLevel.Error or LogEventLevel.Fatal => "x ",
            _ => "",
        });
        text.Append(OneLine.Of(Rendering.Message(logEvent), LongestMessage));
        if (logEvent.Exception is { } exception)
        {
            text.Append(": ").Append(OneLine.Of(Rendering.Messages(exception), LongestMessage));
        }

        // Only a defect of ours has a stack worth the room.
        if (logEvent is { Level: LogEventLevel.Fatal, Exception.StackTrace: { } stack })
        {
            text.AppendLine().Append(stack);
        }

        output.Write(Encoding.UTF8.GetBytes(text.AppendLine().ToString()));
    }
}
