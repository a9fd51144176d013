using System.Text;

namespace ReplicaWorker.Git.Protocol;

/// <summary>The last lines a server wrote on side band 2: for the log, and to explain a refusal.</summary>
internal sealed class ProgressLog
{
    private const int MaxLines = 20;
    private const int MaxPending = 1_024;

    private readonly Queue<string> _lines = new();
    private readonly StringBuilder _pending = new();

    public IReadOnlyList<string> Lines => _pending.Length == 0 ? [.. _lines] : [.. _lines, Printable.Line(_pending.ToString())];

    /// <summary>Takes text as it comes: lines may be split over packets, and a carriage return overwrites the line before it.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        foreach (var character in Encoding.UTF8.GetString(text))
        {
            switch (character)
            {
                case '\r':
                    _pending.Clear();
                    break;
                case '\n':
                    EndLine();
                    break;
                default:
                    if (_pending.Length < MaxPending)
                    {
                        _pending.Append(character);
                    }

                    break;
            }
        }
    }

    private void EndLine()
    {
        if (_pending.Length == 0)
        {
            return;
        }

        _lines.Enqueue(Printable.Line(_pending.ToString()));
        _pending.Clear();
        if (_lines.Count > MaxLines)
        {
            _lines.Dequeue();
        }
    }
}
