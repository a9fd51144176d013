using System.Collections.Immutable;

namespace LocalCloud.Git;

/// <summary>The faults that are set on a server. Safe to change while it serves.</summary>
public sealed class GitFaults
{
    private ImmutableArray<GitFault> _faults = [];

    public GitFault Add(GitFault fault)
    {
        ImmutableInterlocked.Update(ref _faults, (all, one) => all.Add(one), fault);
        return fault;
    }

    /// <summary>Runs <paramref name="action"/> before the <paramref name="nth"/> such request from now on is handled.</summary>
    public GitFault Before(string region, GitOperation operation, int nth, Func<Task> action) =>
        Add(new GitFault(operation) { Region = region, Nth = nth, Before = action });

    /// <summary>Answers the <paramref name="nth"/> such request from now on with <paramref name="body"/>.</summary>
    public GitFault Replace(string region, GitOperation operation, int nth, ReadOnlyMemory<byte> body, string? contentType = null) =>
        Add(new GitFault(operation) { Region = region, Nth = nth, Body = body, ContentType = contentType });

    public void Remove(GitFault fault) =>
        ImmutableInterlocked.Update(ref _faults, (all, one) => all.Remove(one), fault);

    public void Clear() => ImmutableInterlocked.Update(ref _faults, _ => []);

    internal StruckBy Match(string region, string repository, GitOperation operation) =>
        new([.. _faults.Where(f => f.Strikes(region, repository, operation))]);
}

/// <summary>The faults that strike one request, read as one. Of two that set the same thing, the one added first wins.</summary>
internal sealed record StruckBy(ImmutableArray<GitFault> Faults)
{
    public int? Status => First(f => f.Status) ?? (RedirectTo is null ? null : 302);

    public string? RetryAfter => Faults.Select(f => f.RetryAfter).FirstOrDefault(v => v is not null);

    public Uri? RedirectTo => Faults.Select(f => f.RedirectTo).FirstOrDefault(v => v is not null);

    public ReadOnlyMemory<byte>? Body => First(f => f.Body);

    public Func<Stream, CancellationToken, Task>? WriteBody => Faults.Select(f => f.WriteBody).FirstOrDefault(v => v is not null);

    public string? ContentType => Faults.Select(f => f.ContentType).FirstOrDefault(v => v is not null);

    public bool ReplacesAnswer => Status is not null || Body is not null || WriteBody is not null;

    public long? CutResponseAfter => First(f => f.CutResponseAfter);

    public long? CutRequestAfter => First(f => f.CutRequestAfter);

    public int? RequestBytesPerSecond => First(f => f.RequestBytesPerSecond);

    public long? CorruptPackAt => First(f => f.CorruptPackAt);

    public bool CorruptPackTrailer => Faults.Any(f => f.CorruptPackTrailer);

    public GitFault? Push => Faults.FirstOrDefault(f => f.Push != PushFault.None);

    public GitFault? Refusal => Faults.FirstOrDefault(f => f.RefuseReason is not null);

    public bool RefuseThinPacks => Faults.Any(f => f.RefuseThinPacks);

    private T? First<T>(Func<GitFault, T?> of) where T : struct => Faults.Select(of).FirstOrDefault(v => v is not null);
}
