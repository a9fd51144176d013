using ReplicaWorker.RealTests.Deploy;

namespace ReplicaWorker.RealTests.Iam;

/// <summary>One row of a table: who asks for what, and a word on it.</summary>
/// <param name="Who">One of <see cref="IamPrincipal"/>'s names.</param>
/// <param name="Asked">What is asked for.</param>
/// <param name="Note">The module that makes the call, or why nobody should.</param>
internal sealed record PermissionRow(string Who, Permission Asked, string Note)
{
    public override string ToString() => $"{Who}\t{Asked}\t{Note}";
}

/// <summary>The tab-separated tables of this folder; a line that begins with <c>#</c> is for people.</summary>
internal static class PermissionTable
{
    public const string Header = "# who\taction\tregion\tresource\tcontext\tnote";

    public static IReadOnlyList<PermissionRow> Read(string name) =>
        [.. DeployFiles.Read($"tests/ReplicaWorker.RealTests/Iam/{name}.tsv").Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t') is { Length: 6 } cell
                ? new PermissionRow(cell[0], new(cell[1], cell[2], cell[3], cell[4]), cell[5])
                : throw new InvalidDataException($"{name}.tsv: not six cells: {line}"))];
}
