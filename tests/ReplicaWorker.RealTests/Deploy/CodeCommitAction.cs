namespace ReplicaWorker.RealTests.Deploy;

/// <summary>One row of <c>codecommit-actions.tsv</c>, which names its sources.</summary>
/// <param name="Name">As in a policy, without <c>codecommit:</c>.</param>
/// <param name="Writes">Access level Write; the others are Read and List.</param>
/// <param name="OnRepository">Whether a policy statement about a repository can hold it; the others are about the account.</param>
/// <param name="IsApi">An API operation; the others are permissions only, such as git's.</param>
internal sealed record CodeCommitAction(string Name, bool Writes, bool OnRepository, bool IsApi)
{
    public static IEnumerable<CodeCommitAction> All() =>
        from line in DeployFiles.Read("tests/ReplicaWorker.RealTests/Deploy/codecommit-actions.tsv").Split('\n')
        where line.Length > 0 && line[0] != '#'
        let cell = line.Split('\t')
        select new CodeCommitAction(cell[0], cell[1] == "write", cell[2] == "repository", cell[3] == "api");
}
