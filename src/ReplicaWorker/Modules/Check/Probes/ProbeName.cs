using System.Globalization;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>What an item of ours is called: whose it is, until when it may stand, and by which run.</summary>
/// <remarks>
/// The time in the name is how a leftover is told from the item of a run that is under way: a run that was killed takes nothing away, and two runs at
/// once are normal. The same in every service, below the place that the service's module leaves out.
/// </remarks>
/// <param name="options">Whose.</param>
/// <param name="until">When the run that wrote it is over at the latest.</param>
/// <param name="id">Of the run: lower-case hexadecimal digits.</param>
internal sealed class ProbeName(ReplicaOptions options, DateTimeOffset until, string id)
{
    /// <summary>How long the items of one run may stand: more than all of its checks and their removal take.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int IdLength = 8;

    public string Id => id;

    /// <summary>Everything of this installation begins so, behind the place of its service.</summary>
    public string Folder { get; } = $"{options.Project}/{options.Environment}/";

    /// <summary>This run's item.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"{Folder}{until.ToUnixTimeSeconds()}-{id}");

    /// <summary>Whether something is an item of ours whose run is over.</summary>
    /// <param name="path">Its name, behind the place of its service.</param>
    /// <param name="now">The time.</param>
    public bool IsLeftover(string path, DateTimeOffset now) =>
        path.StartsWith(Folder, StringComparison.Ordinal)
        && path[Folder.Length..].Split('-', 3) is [var time, { Length: IdLength } run, ..]
        && run.All(char.IsAsciiHexDigitLower)
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var end)
        && end < now.ToUnixTimeSeconds();
}
