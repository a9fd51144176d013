using FsCheck;
using FsCheck.Fluent;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Tests.Drift.Reports;

/// <summary>Reports to write.</summary>
internal static class Some
{
    private static readonly DateTimeOffset Start = new(2026, 3, 9, 3, 0, 5, TimeSpan.Zero);

    /// <summary>Names that break what is written carelessly.</summary>
    private static readonly string[] Hostile =
    [
        "/plain/name", "", " ", "<script>alert(1)</script>", "</style></script>--><!-- x", "\" onclick='x' `", "a|b|c", "*bold* _it_ [x](http://y) ![z](w)",
        "line\nbreak\r\n\n# heading", "nul\0bel\a esc\e[31m del\u007f nel\u0085", "]]>", "&amp; &lt; &#x0;", "{0} {placeholder} [brackets] \\[", "```\nfence\n````",
        "\u202eright to left\u2066 \u200b\ufeff", "\u2028line separator\u2029", "\ufffe \uffff", "🦀 ünïcödé 数", "$(rm -rf /) `id` ; 'quoted'", "-rf", "@everyone #1",
        new('x', 2000), string.Concat(Enumerable.Repeat("`", 40)), "<!--", "%2F../../etc", "cafe\u0301",
    ];

    public static Finding Finding(
        string id, Severity severity, ItemKind kind, string item, string region, DifferenceKind difference, string field, string detail, params string[] repairs) =>
        new(id, severity, kind, item, region, new(difference, field, detail, [.. repairs])) { Since = Start, Trend = Trend.New };

    /// <summary>One of everything, as a bad night would leave it.</summary>
    public static DriftReport Rich() => new()
    {
        RunId = "run-7f3a",
        ToolVersion = "1.4.0",
        Project = "shop",
        Environment = "production",
        PrimaryRegion = "us-east-1",
        Regions = ["eu-west-1", "us-west-2"],
        Started = Start,
        Finished = Start.AddSeconds(42.5),
        Verdict = Verdict.Drift,
        Threshold = 1,
        ConfigurationHash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        Previous = "s3://shop-reports/drift/2026/03/09/020004-run-7f39.json",
        Warnings = ["Drift__CheckInterval is 01:00:00, the deployed schedule says rate(2 hours)"],
        Kinds =
        [
            new(ItemKind.Repository, 4, 3, 1, 0, 0),
            new(ItemKind.Secret, 38, 35, 3, 1, 0),
            new(ItemKind.Parameter, 412, 406, 6, 0, 3),
            new(ItemKind.ConfigMap, 0, 0, 0, 2, 0) { Failure = "cluster shop-eu in eu-west-1: no answer within 10 s" },
        ],
        Pairs =
        [
            new(ItemKind.Repository, "storefront", "us-west-2") { Differences = [new(DifferenceKind.Ref, "refs/heads/main", "", [])] },
            new(ItemKind.Repository, "storefront", "eu-west-1"),
            new(ItemKind.Secret, "shop/signing", "eu-west-1") { Unreadable = new("eu-west-1", "GetSecretValue: AccessDeniedException on kms:Decrypt", ExitCode.Denied) },
            new(ItemKind.Parameter, "/shop/copied", "us-west-2") { Skipped = "a copy of somebody's, never a source" },
            new(ItemKind.Parameter, "/shop/endpoint", "eu-west-1") { Skipped = "the region is behind a fence" },
            new(ItemKind.Parameter, "/shop/limits", "eu-west-1") { Skipped = "the region is behind a fence" },
            new(ItemKind.Parameter, "/shop/equal", "us-west-2"),
        ],
        Findings =
        [
            Finding("00c1d2e3f4a5b697", Severity.Critical, ItemKind.Secret, "shop/payment/api key", "us-west-2", DifferenceKind.Missing, "",
                "no replica in us-west-2", "replica-worker secrets 'shop/payment/api key' --region-only us-west-2",
                "aws secretsmanager replicate-secret-to-regions --region us-east-1 --secret-id 'shop/payment/api key' --add-replica-regions Region=us-west-2")
                with { Age = TimeSpan.FromHours(27.5), Trend = Trend.Persisting, Since = Start.AddDays(-1), Attempts = 1, Remediation = "tried, and it is still there: attempt 1 of 3" },
            Finding("11c1d2e3f4a5b697", Severity.High, ItemKind.Repository, "storefront", "us-west-2", DifferenceKind.Ref, "refs/heads/main",
                "source 4b825dc642cb, replica e69de29bb2d1, 3 commits behind", "replica-worker mirror storefront --region-only us-west-2"),
            With(Finding("22c1d2e3f4a5b697", Severity.High, ItemKind.Parameter, "/shop/db/url", "us-west-2", DifferenceKind.Value, "",
                "the values differ", "replica-worker parameters /shop/db/url --region-only us-west-2"))
                with { Age = TimeSpan.FromMinutes(75) },
            Finding("33c1d2e3f4a5b697", Severity.Medium, ItemKind.Parameter, "/shop/db/pool", "eu-west-1", DifferenceKind.Conflict, "",
                "an unmarked parameter stands in its place") with { Difference = new(DifferenceKind.Conflict, "", "an unmarked parameter stands in its place", []) { IsRepairable = false } },
            Finding("44c1d2e3f4a5b697", Severity.Low, ItemKind.Parameter, "/shop/<b>&'\"`|*\u202etxt", "eu-west-1", DifferenceKind.Tags, "owner",
                "owner: source payments, replica checkout",
                ShellWord.Line("replica-worker", "parameters", "/shop/<b>&'\"`|*\u202etxt", "--region-only", "eu-west-1")),
            Finding("55c1d2e3f4a5b697", Severity.High, ItemKind.Secret, "shop/session", "us-west-2", DifferenceKind.Value, "", "the values differ")
                with { State = FindingState.InGrace, Age = TimeSpan.FromSeconds(48) },
            Finding("66c1d2e3f4a5b697", Severity.Medium, ItemKind.Parameter, "/shop/log/level", "eu-west-1", DifferenceKind.Value, "", "the values differ")
                with { State = FindingState.Ignored, Ignored = new("parameter:/shop/log/*:eu-west-1:value", "debugging in Dublin, OPS-412", new(2026, 4, 1)) },
            Finding("77c1d2e3f4a5b697", Severity.Low, ItemKind.Parameter, "/shop/queue/url", "us-west-2", DifferenceKind.Value, "", "each names its own region")
                with { State = FindingState.Ignored, Ignored = new("built in", "the value names its own region", null) },
            Finding("88c1d2e3f4a5b697", Severity.High, ItemKind.Secret, "shop/smtp", "eu-west-1", DifferenceKind.ReplicaState, "", "replication had failed")
                with { State = FindingState.Repaired, Remediation = "repaired, and gone at the second look", Attempts = 1 },
        ],
        Resolved = [new("99c1d2e3f4a5b697", DifferenceKind.Missing, ItemKind.Parameter, "/shop/new", "us-west-2", "", Start.AddHours(-1))],
        Unconfirmed = [new("aac1d2e3f4a5b697", DifferenceKind.Value, ItemKind.ConfigMap, "shop/settings", "eu-west-1", "app.properties", Start.AddHours(-3), 0)],
        UnusedRules = [new("secret:legacy/*:*:*", "expired on 2026-02-28"), new("parameter:/old/*:*:*", "matched nothing")],
    };

    /// <summary>Any report there could be, names included.</summary>
    public static Arbitrary<DriftReport> Reports()
    {
        var generator =
            from verdict in Gen.Elements(Enum.GetValues<Verdict>())
            from findings in Finding().ListOf(3)
            from texts in Text().ArrayOf(10)
            from meaning in Gen.Elements(Enum.GetValues<ExitCode>())
            from counts in Gen.Choose(0, 1000).ArrayOf(5)
            select new DriftReport
            {
                RunId = texts[0],
                ToolVersion = "1.0.0",
                Project = texts[1],
                Environment = texts[2],
                PrimaryRegion = "us-east-1",
                Regions = ["us-west-2"],
                Started = Start,
                Finished = Start.AddTicks(counts[0]),
                Verdict = verdict,
                Threshold = counts[1],
                ConfigurationHash = texts[3],
                Previous = counts[2] % 2 == 0 ? null : texts[4],
                Warnings = [texts[5]],
                Kinds = [new(ItemKind.Secret, counts[0], counts[1], counts[2], counts[3], counts[4]) { Failure = counts[3] % 2 == 0 ? null : texts[6] }],
                Pairs =
                [
                    new(ItemKind.Secret, texts[7], "us-west-2") { Unreadable = new("us-east-1", texts[8], meaning) },
                    new(ItemKind.Parameter, texts[9], "us-west-2") { Skipped = texts[0] },
                ],
                Findings = [.. findings.Select((finding, index) => finding with { Id = $"{index:x16}" })],
                Resolved = [new("00000000000000aa", DifferenceKind.Ref, ItemKind.Repository, texts[1], "us-west-2", texts[2], Start)],
                Unconfirmed = [new("00000000000000ab", DifferenceKind.Ref, ItemKind.Repository, texts[3], "us-west-2", texts[4], Start, counts[1])],
                UnusedRules = [new(texts[5], texts[6])],
            };
        return generator.ToArbitrary();
    }

    public static Gen<string> Text() => Gen.Elements(Hostile);

    private static Gen<Finding> Finding() =>
        from severity in Gen.Elements(Enum.GetValues<Severity>())
        from kind in Gen.Elements(Enum.GetValues<ItemKind>())
        from difference in Gen.Elements(Enum.GetValues<DifferenceKind>())
        from state in Gen.Elements(Enum.GetValues<FindingState>())
        from trend in Gen.Elements(Enum.GetValues<Trend>())
        from texts in Text().ArrayOf(6)
        from known in Gen.Elements(true, false)
        from seconds in Gen.Choose(-5, 1_000_000)
        select new Finding("", severity, kind, texts[0], "us-west-2", new(difference, texts[1], texts[2], [texts[3], ShellWord.Line("replica-worker", texts[0])])
        {
            SourceChanged = known ? Start.AddSeconds(-seconds) : null,
            ReplicaDigest = known ? "0123456789ab" : null,
            IsRepairable = known,
            Expected = known ? texts[4] : null,
        })
        {
            State = state,
            Trend = trend,
            Since = Start.AddSeconds(-seconds),
            Age = known ? TimeSpan.FromSeconds(seconds) : null,
            Ignored = state == FindingState.Ignored ? new(texts[4], texts[5], known ? new(2026, 4, 1) : null) : null,
            Remediation = known ? texts[5] : null,
            Attempts = seconds & 7,
        };

    private static Finding With(Finding finding) => finding with
    {
        Difference = finding.Difference with
        {
            SourceChanged = Start.AddMinutes(-75),
            ReplicaChanged = Start.AddDays(-40),
            SourceDigest = "5feceb66ffc8",
            ReplicaDigest = "6b86b273ff34",
        },
    };
}
