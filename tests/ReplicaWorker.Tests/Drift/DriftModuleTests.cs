using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift;
using ReplicaWorker.Modules.Drift.Trends;
using ReplicaWorker.Options;
using ReplicaWorker.Tests.Hosting;
using static ReplicaWorker.Tests.Drift.Pairs;

namespace ReplicaWorker.Tests.Drift;

/// <summary>A whole run, from what comparers say to the report on standard output and the way the process ends.</summary>
public sealed class DriftModuleTests
{
    private static readonly DriftRequest Printed = new() { ByPerson = true, Print = true };

    private static readonly ReplicaOptions Replica = new() { PrimaryRegion = "us-east-1", ReplicationRegions = [West, Europe] };

    private static readonly DriftOptions Options = new() { SecondLook = TimeSpan.Zero };

    [Test]
    public async Task Equal_pairs_are_in_sync()
    {
        var run = await RunAsync(new FakeComparer(ItemKind.Parameter, () => [Equal("/a"), Equal("/a", Europe)]));

        Assert.That((run.Code, run.Text("verdict"), run.Metrics["DriftCount"]!.GetValue<int>(), run.Metrics["Compared"]!.GetValue<int>()), Is.EqualTo((ExitCode.InStep, "in-sync", 0, 2)));
    }

    [Test]
    public async Task Flaw_1_a_run_that_compares_nothing_fails_and_counts_no_drift()
    {
        var run = await RunAsync(new FakeComparer(ItemKind.Parameter, () => []));

        Assert.That((run.Code, run.Text("verdict")), Is.EqualTo((ExitCode.SomeFailed, "error")));
        Assert.That(run.Metrics.ContainsKey("DriftCount"), Is.False, "a zero would say that all is well");
        Assert.That((await RunAsync()).Code, Is.EqualTo(ExitCode.SomeFailed), "no comparer at all");
    }

    [Test]
    public async Task Flaw_2_an_unreadable_region_is_no_drift_and_no_peace()
    {
        var run = await RunAsync(new FakeComparer(ItemKind.Parameter, () => [Equal("/a"), Unreadable("/a", Europe)]));

        Assert.That((run.Code, run.Text("verdict"), run.Findings.Count), Is.EqualTo((ExitCode.Denied, "incomplete", 0)));
        Assert.That(run.Metrics["Unreadable"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task One_kinds_failure_does_not_stop_the_others()
    {
        var run = await RunAsync(
            new FakeComparer(ItemKind.Secret, () => throw new DeniedException("no")), new FakeComparer(ItemKind.Parameter, () => [Different("/a")]));

        Assert.That((run.Code, run.Text("verdict"), run.Findings.Count), Is.EqualTo((ExitCode.Denied, "error", 1)));
        Assert.That(run.Outcome.Drift, Is.Not.Null, "drift that was found is told, whatever else failed");
    }

    [Test]
    public void A_defect_of_a_comparer_is_not_taken_for_a_failure_of_its_service() =>
        Assert.That(async () => await RunAsync(new FakeComparer(ItemKind.Secret, () => throw new InvalidOperationException("ours"))), Throws.InvalidOperationException);

    [Test]
    public async Task Flaw_4_what_a_sync_at_work_mends_between_the_looks_is_no_finding()
    {
        var comparer = new FakeComparer(ItemKind.Parameter, () => [Different("/a", Differs(changed: Now)), Equal("/b")], () => [Equal("/a")]);
        var run = await RunAsync(comparer);

        Assert.That((run.Code, run.Findings.Count, run.Metrics["Compared"]!.GetValue<int>()), Is.EqualTo((ExitCode.InStep, 0, 2)));
        Assert.That((comparer.Scopes[1].Regions.Single(), comparer.Scopes[1].Names!.Value.Single()), Is.EqualTo((West, "/a")), "nothing else is read again");
    }

    [Test]
    public async Task What_is_young_at_both_looks_is_shown_and_does_not_count()
    {
        var run = await RunAsync(new FakeComparer(ItemKind.Parameter, () => [Different("/a", Differs(changed: Now))]));

        Assert.That((run.Code, (string?)run.Findings[0]!["state"], run.Metrics["DriftCount"]!.GetValue<int>()), Is.EqualTo((ExitCode.InStep, "in-grace", 0)));
    }

    [Test]
    public async Task A_ref_that_differs_at_both_looks_counts()
    {
        var pair = Different("shop", Differs(DifferenceKind.Ref, "refs/heads/main")) with { Kind = ItemKind.Repository };

        Assert.That((await RunAsync(new FakeComparer(ItemKind.Repository, () => [pair]))).Code, Is.EqualTo(ExitCode.Drift));
    }

    [Test]
    public async Task A_second_look_that_fails_leaves_unreadable_what_it_was_for()
    {
        var run = await RunAsync(new FakeComparer(ItemKind.Parameter, () => [Different("/a", Differs()), Equal("/b")], () => throw new TryLaterException("throttled")));

        Assert.That((run.Code, run.Text("verdict"), run.Findings.Count), Is.EqualTo((ExitCode.TryLater, "incomplete", 0)));
    }

    [Test]
    public async Task Flaw_6_a_configured_kind_that_nobody_can_compare_is_an_error()
    {
        var run = await RunAsync([new FakeComparer(ItemKind.Parameter, () => [Equal("/a")])], options: Options with { IncludeConfigMaps = true });

        Assert.That((run.Code, run.Text("verdict")), Is.EqualTo((ExitCode.BadConfiguration, "error")));
        Assert.That(run.Json["kinds"]![1]!["failure"]!.GetValue<string>(), Does.Contain("configmaps"));
    }

    [Test]
    public async Task A_kind_that_is_left_out_is_not_read()
    {
        var secrets = new FakeComparer(ItemKind.Secret, () => [Equal("s", kind: ItemKind.Secret)]);
        await RunAsync([secrets, new FakeComparer(ItemKind.Parameter, () => [Equal("/a")])], options: Options with { IncludeSecrets = false });
        await RunAsync([secrets, new FakeComparer(ItemKind.Parameter, () => [Equal("/a")])], request: Printed with { Kinds = [ItemKind.Parameter] });

        Assert.That(secrets.Scopes, Is.Empty);
    }

    [TestCase(2, 1, ExitCode.Drift, 2)]
    [TestCase(1, 1, ExitCode.Drift, 1)]
    [TestCase(0, 1, ExitCode.Drift, 0)]
    [TestCase(2, 2, ExitCode.InStep, 0)]
    public async Task The_threshold_and_the_number_of_the_exit_are_configured(int exitCode, int threshold, object meaning, int code)
    {
        var run = await RunAsync([new FakeComparer(ItemKind.Parameter, () => [Different("/a")])], options: Options with { ExitCode = exitCode, Threshold = threshold });
        var report = new RunReport("run-1", "drift", run.Code, run.Outcome, Now, TimeSpan.Zero, null, false, Replica);

        Assert.That((run.Code, report.Code), Is.EqualTo(((ExitCode)meaning, code)));
        Assert.That((int?)JsonNode.Parse(LastLine.Format(report).WrittenSpan)!["exitCode"], Is.EqualTo(code));
    }

    [Test]
    public async Task What_cannot_be_read_goes_before_drift_in_the_exit_code() =>
        Assert.That((await RunAsync(new FakeComparer(ItemKind.Parameter, () => [Different("/a"), Unreadable("/b")]))).Code, Is.EqualTo(ExitCode.Denied));

    [Test]
    public async Task The_event_has_counts_and_the_ten_gravest()
    {
        var run = await RunAsync(new FakeComparer(ItemKind.Parameter, () =>
            [Different("/tag", Differs(DifferenceKind.Tags, "t")), .. Enumerable.Range(0, 12).Select(n => Different($"/{n:00}"))]));

        var detail = JsonNode.Parse(run.Outcome.Drift!.Alert.Detail)!;
        Assert.That(((int?)detail["open"], (int?)detail["new"], (int?)detail["compared"]), Is.EqualTo((13, 13, 13)));
        Assert.That(detail["findings"]!.AsArray().Select(finding => (string?)finding!["item"]), Is.EqualTo(Enumerable.Range(0, 10).Select(n => $"/{n:00}")));
        Assert.That((string?)detail["message"], Does.StartWith("13 open, 13 of them new: high: parameter /00 in us-west-2 (value);").And.EndsWith("and 10 more."));
    }

    /// <summary>Flaw 13: the alarm named no dimensions, the metric had them, and the alarm never got data.</summary>
    [Test]
    public async Task Flaw_13_every_metric_is_there_without_dimensions_too()
    {
        var directive = (await RunAsync(new FakeComparer(ItemKind.Parameter, () => [Different("/a")]))).Metrics["_aws"]!["CloudWatchMetrics"]![0]!;

        Assert.That(directive["Namespace"]!.GetValue<string>(), Is.EqualTo("replica-worker/ConfigurationDrift"));
        Assert.That(directive["Dimensions"]!.ToJsonString(), Is.EqualTo("""[["Environment","SourceRegion"],["Environment"],[]]"""));
        Assert.That(directive["Metrics"]!.AsArray().Select(metric => (string?)metric!["Name"]), Is.EqualTo(["DriftCount", "HasDrift", "Unreadable", "Compared"]));
    }

    [Test]
    public async Task Without_being_asked_nothing_is_repaired()
    {
        var comparer = new FakeComparer(ItemKind.Parameter, () => [Different("/a")]);
        await RunAsync(comparer);

        Assert.That(comparer.Repairs, Is.Empty);
    }

    [Test]
    public async Task Remediation_repairs_what_is_open_and_looks_again()
    {
        var mended = false;
        var comparer = new FakeComparer(ItemKind.Parameter, () => [mended ? Equal("/a") : Different("/a"), Equal("/b")])
        {
            Repair = () =>
            {
                mended = true;
                return Outcome.Nothing;
            },
        };
        var run = await RunAsync([comparer], request: Printed with { Remediate = true });

        Assert.That(comparer.Repairs, Is.EqualTo(new[] { ("/a", West) }));
        Assert.That((run.Code, run.Text("verdict"), (string?)run.Findings[0]!["state"], run.Outcome.Total.Changed), Is.EqualTo((ExitCode.InStep, "in-sync", "repaired", 1)));
    }

    [TestCase(true, true)]
    [TestCase(false, false)]
    public async Task Neither_a_rehearsal_nor_a_pause_repairs(bool dryRun, bool syncEnabled)
    {
        var comparer = new FakeComparer(ItemKind.Parameter, () => [Different("/a")]);
        var run = await RunAsync([comparer], Options with { Remediate = true }, Printed, new(DryRun: dryRun), Replica with { SyncEnabled = syncEnabled });

        Assert.That(comparer.Repairs, Is.Empty);
        Assert.That((string?)run.Findings[0]!["remediation"], Is.EqualTo(dryRun ? "would be repaired" : "not repaired: replication is paused (Replica__SyncEnabled)"));
        Assert.That(run.Code, Is.EqualTo(ExitCode.Drift), "what is found is told either way");
    }

    [Test]
    public async Task Switched_off_an_event_starts_nothing_and_a_person_does()
    {
        var comparer = new FakeComparer(ItemKind.Parameter, () => [Equal("/a")]);

        Assert.That((await RunAsync([comparer], Options with { Enabled = false }, DriftRequest.Scheduled)).Code, Is.EqualTo(ExitCode.InStep));
        Assert.That(comparer.Scopes, Is.Empty);
        await RunAsync([comparer], Options with { Enabled = false });
        Assert.That(comparer.Scopes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Flaw_14_a_schedule_that_is_not_the_wanted_one_is_told()
    {
        var run = await RunAsync(
            [new FakeComparer(ItemKind.Parameter, () => [Equal("/a")])], Options with { CheckInterval = TimeSpan.FromHours(1), DeployedSchedule = "rate(1 day)" });

        Assert.That((string?)run.Json["warnings"]![0], Does.Contain("every 1h").And.Contain("rate(1 day)"));
    }

    [Test]
    public async Task Standard_output_is_the_reports_alone()
    {
        var run = await RunAsync(new FakeComparer(ItemKind.Parameter, () => [Different("/a")]));

        Assert.That(() => JsonNode.Parse(run.StandardOutput), Throws.Nothing);
        Assert.That(run.StandardError, Does.Contain("_aws"));
    }

    private static Task<Ran> RunAsync(params IComparer[] comparers) => RunAsync(comparers, Options);

    private static async Task<Ran> RunAsync(
        IComparer[] comparers, DriftOptions? options = null, DriftRequest? request = null, RunSwitches? switches = null, ReplicaOptions? replica = null)
    {
        using var report = new MemoryStream();
        using var lines = new MemoryStream();
        using var output = new RunOutput(report, lines, terminal: false, "run-1");
        output.MakeWayForReport();
        var (replicaOptions, driftOptions) = (Microsoft.Extensions.Options.Options.Create(replica ?? Replica), Microsoft.Extensions.Options.Options.Create(options ?? Options));
        using var store = new ReportStore(replicaOptions, driftOptions, new AnonymousAWSCredentials());
        var journal = new DriftJournal(NullLogger<DriftJournal>.Instance);
        var module = new DriftModule(
            replicaOptions, driftOptions, comparers, new(new ConfigurationBuilder().Build()), new(store), new(store, output, switches ?? new(), journal), journal,
            new("run-1"), switches ?? new(), output, new ManualClock(), NullLogger<DriftModule>.Instance);

        var outcome = await module.RunAsync(request ?? Printed, CancellationToken.None);
        return new(outcome, Encoding.UTF8.GetString(report.ToArray()), Encoding.UTF8.GetString(lines.ToArray()));
    }

    private sealed record Ran(Outcome Outcome, string StandardOutput, string StandardError)
    {
        public ExitCode Code => Meaning.Of(Outcome);

        public JsonObject Json => JsonNode.Parse(StandardOutput)!.AsObject();

        public JsonArray Findings => Json["findings"]!.AsArray();

        public JsonObject Metrics => StandardError.Split('\n').Where(line => line.Contains("\"_aws\"", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!.AsObject()).Single();

        public string? Text(string name) => (string?)Json[name];
    }
}
