using System.Text;

namespace Bench.Repositories;

/// <summary>Writes what <c>git fast-import</c> reads. Times and people are fixed, so every run makes the same object ids.</summary>
internal sealed class ImportStream(Stream to) : IAsyncDisposable
{
    /// <summary>2026-01-01T00:00:00Z; each commit is a minute later than the one before.</summary>
    private const long Epoch = 1_767_225_600;

    private readonly BufferedStream _to = new(to, 1 << 20);
    private int _commits;

    /// <param name="branch">The full ref name that moves.</param>
    /// <param name="message">Of the commit.</param>
    /// <param name="from">A commit by mark or name; without one, the branch's own last commit in this stream, if any.</param>
    public void Commit(string branch, string message, string? from = null)
    {
        _commits++;
        Write($"commit {branch}\nmark :{_commits}\ncommitter A Developer <developer@example.com> {Epoch + (60L * _commits)} +0000\n");
        Data(Encoding.ASCII.GetBytes(message));
        if (from is not null)
        {
            Write($"from {from}\n");
        }
    }

    /// <summary>A file of the commit begun last.</summary>
    public void File(string path, ReadOnlySpan<byte> content)
    {
        Write($"M 100644 inline {path}\n");
        Data(content);
    }

    /// <summary>Points a ref at a commit, by mark or name.</summary>
    public void Reset(string name, string commit) => Write($"reset {name}\nfrom {commit}\n\n");

    /// <summary>An annotated tag.</summary>
    public void Tag(string name, string commit)
    {
        Write($"tag {name}\nfrom {commit}\ntagger A Developer <developer@example.com> {Epoch} +0000\n");
        Data(Encoding.ASCII.GetBytes("Release " + name));
    }

    public async ValueTask DisposeAsync()
    {
        Write("done\n");
        await _to.DisposeAsync();
    }

    private void Data(ReadOnlySpan<byte> content)
    {
        Write($"data {content.Length}\n");
        _to.Write(content);
        Write("\n");
    }

    private void Write(string text) => _to.Write(Encoding.ASCII.GetBytes(text));
}
