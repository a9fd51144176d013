using System.Net;
using System.Runtime.CompilerServices;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Drift.Reports;

/// <summary>Writes HTML and XML from interpolated strings: what stands in the string is markup, whatever a hole holds is text and is escaped.</summary>
/// <remarks>So nothing can be forgotten. Our own, so that the program need not carry XmlWriter.</remarks>
internal sealed class MarkupWriter(TextWriter to)
{
    private readonly TextWriter _to = to;

    public MarkupWriter Write([InterpolatedStringHandlerArgument("")] Holes markup)
    {
        _ = markup;   // has written itself
        return this;
    }

    public void Line([InterpolatedStringHandlerArgument("")] Holes markup)
    {
        _ = markup;
        _to.WriteLine();
    }

    /// <summary>Markup of our own, as it is.</summary>
    public void Raw(string markup) => _to.Write(markup);

    /// <summary>Writes as it is filled.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Holes
    {
        private readonly TextWriter _to;

        public Holes(int literalLength, int formattedCount, MarkupWriter writer) => _to = writer._to;

        public void AppendLiteral(string markup) => _to.Write(markup);

        public void AppendFormatted(string? text) => _to.Write(WebUtility.HtmlEncode(VisibleText.Of(text ?? "")));

        public void AppendFormatted(int number) => _to.Write(number);
    }
}
