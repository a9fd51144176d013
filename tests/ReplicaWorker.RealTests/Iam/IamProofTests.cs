using NUnit.Framework;

namespace ReplicaWorker.RealTests.Iam;

/// <summary>The policies as IAM evaluates them: what is allowed, and what is denied.</summary>
/// <remarks>
/// <c>calls.tsv</c> is what the worker was seen to do (<see cref="SeenCallsTests"/>), <c>allowed.tsv</c> what AWS's services do for it, by
/// their documentation, <c>denied.tsv</c> what nobody of them may do.
/// </remarks>
public sealed class IamProofTests
{
    private static readonly string[] Tables = ["calls", "allowed", "denied"];

    private Dictionary<string, string> _verdicts = null!;

    [OneTimeSetUp]
    public async Task Judge()
    {
        PermissionRow[] rows = [.. Tables.SelectMany(PermissionTable.Read)];
        var verdicts = await IamSimulator.JudgeAsync(rows.Select(row => IamPrincipal.Named(row.Who).Asks(row.Asked)));

        _verdicts = rows.Zip(verdicts).DistinctBy(pair => pair.First.ToString(), StringComparer.Ordinal)
            .ToDictionary(pair => pair.First.ToString(), pair => pair.Second, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Seen => Rows("calls");

    private static IEnumerable<string> Allowed => Rows("allowed");

    private static IEnumerable<string> Denied => Rows("denied");

    [TestCaseSource(nameof(Seen))]
    public void What_the_worker_does_is_allowed_to_its_role(string row) => Assert.That(_verdicts[row], Is.EqualTo("Allowed"));

    [TestCaseSource(nameof(Allowed))]
    public void What_the_services_do_for_it_is_allowed(string row) => Assert.That(_verdicts[row], Is.EqualTo("Allowed"));

    /// <summary>A call that IAM does not know is an error, not a denial.</summary>
    [TestCaseSource(nameof(Denied))]
    public void What_nobody_should_do_is_denied(string row) => Assert.That(_verdicts[row], Is.EqualTo("ImplicitlyDenied").Or.EqualTo("ExplicitlyDenied"));

    private static IEnumerable<string> Rows(string table) => PermissionTable.Read(table).Select(row => row.ToString());
}
