using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Parsing;

namespace ReplicaWorker.Hosting.Output;

/// <summary>What a log event says, as people read it.</summary>
internal static class Rendering
{
    /// <summary>The message with its values put in, texts without the quotation marks that Serilog puts around them.</summary>
    public static string Message(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property && logEvent.Properties.TryGetValue(property.PropertyName, out var value))
            {
                if (value is ScalarValue { Value: string literal })
                {
                    text.Write(literal);
                }
                else
                {
                    value.Render(text, property.Format, CultureInfo.InvariantCulture);
                }
            }
            else
            {
                token.Render(logEvent.Properties, text, CultureInfo.InvariantCulture);
            }
        }

        return text.ToString();
    }

    public static string Text(object value) => value is IFormattable formattable
        ? formattable.ToString(null, CultureInfo.InvariantCulture)
        : value.ToString() ?? "";

    /// <summary>The messages of an exception and of what caused it.</summary>
    public static string Messages(Exception exception)
    {
        var text = new StringBuilder(exception.Message);
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            text.Append(CultureInfo.InvariantCulture, $" <- {cause.GetType().Name}: {cause.Message}");
        }

        return text.ToString();
    }
}
