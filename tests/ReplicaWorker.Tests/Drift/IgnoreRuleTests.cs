using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Ignoring;
using ReplicaWorker.Modules.Drift.Reports;
using static ReplicaWorker.Tests.Drift.Pairs;

namespace ReplicaWorker.Tests.Drift;

public sealed class IgnoreRuleTests
{
    [Test]
    public void A_rule_says_what_why_and_until_when()
    {
        var rule = IgnoreRuleText.Parse("kind=config-map name=/shop/* region=us-* difference=kms-key field=a?b until=2027-03-31 reason=caches are regional, kind=any");

        Assert.That((rule.Kind, rule.Name, rule.Region, rule.Difference, rule.Field), Is.EqualTo(((ItemKind?)ItemKind.ConfigMap, "/shop/*", "us-*", (DifferenceKind?)DifferenceKind.KmsKey, "a?b")));
        Assert.That((rule.Until, rule.Reason), Is.EqualTo((new DateOnly(2027, 3, 31), "caches are regional, kind=any")));
    }

    [TestCase("name=/a until=2027-03-31", "reason= is missing")]
    [TestCase("name=/a reason=x", "until= is missing")]
    [TestCase("until=2027-03-31 reason=x", "name= is missing")]
    [TestCase("name=/a until=31.3.2027 reason=x", "is not a day")]
    [TestCase("kind=lambda name=/a until=2027-03-31 reason=x", "is not one of repository, secret, parameter, config-map")]
    [TestCase("name=/a name=/b until=2027-03-31 reason=x", "twice")]
    [TestCase("nam=/a until=2027-03-31 reason=x", "nam is not one of")]
    [TestCase("name= until=2027-03-31 reason=x", "name= is empty")]
    public void A_rule_that_says_less_is_refused(string text, string why) =>
        Assert.That(() => IgnoreRuleText.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(why));

    [Test]
    public void A_rule_never_hides_a_finding_that_it_does_not_match() =>
        Prop.ForAll<NonEmptyArray<byte>, byte>((items, ignored) =>
        {
            var findings = Findings([.. items.Get.Distinct().Select(item => Different($"/{item}"))]);
            var after = IgnoreRules.Apply(findings, [Rule($"name=/{ignored} until=2027-01-01 reason=x")], Now);

            return after.All(finding => finding.State == (finding.Item == $"/{ignored}" ? FindingState.Ignored : FindingState.Open))
                && after.Select(finding => finding.Id).SequenceEqual(findings.Select(finding => finding.Id), StringComparer.Ordinal);
        }).QuickCheckThrowOnFailure();

    [TestCase("2026-01-02", FindingState.Ignored)]
    [TestCase("2026-01-01", FindingState.Open)]
    public void A_rule_holds_to_the_end_of_its_last_day(string until, object state)
    {
        ImmutableArray<IgnoreRule> rules = [Rule($"name=* until={until} reason=x")];

        Assert.That(IgnoreRules.Apply(Findings(Different("/a")), rules, Now).Single().State, Is.EqualTo(state));
    }

    [Test]
    public void Rules_that_do_nothing_are_told()
    {
        ImmutableArray<IgnoreRule> rules =
            [Rule("name=/a until=2027-01-01 reason=x"), Rule("name=/b until=2027-01-01 reason=x"), Rule("name=/a until=2026-01-01 reason=x")];

        Assert.That(
            IgnoreRules.Unused(Findings(Different("/a")), rules, Now).Select(rule => (rule.Rule, rule.Why)),
            Is.EqualTo(new[] { (rules[1].Text, "matched nothing"), (rules[2].Text, "expired on 2026-01-01") }));
    }

    [Test]
    public void What_is_expected_is_ignored_by_a_built_in_rule() =>
        Assert.That(
            IgnoreRules.Apply(Findings(Different("/a", Differs(changed: LongAgo) with { Expected = "names its own region" })), [], Now).Single().Ignored,
            Is.EqualTo(new Ignored("built in", "names its own region", null)));

    [Test]
    public void A_suggested_rule_needs_but_a_reason_and_then_matches_its_finding_alone()
    {
        var findings = Findings(Different("/a", Differs(DifferenceKind.Tags, "Cost centre; old", LongAgo)), Different("/b"));
        var tagged = findings.Single(finding => finding.Item == "/a");
        var text = IgnoreRuleText.For(tagged, new(2026, 4, 2));

        Assert.That(() => IgnoreRuleText.Parse(text), Throws.TypeOf<FormatException>().With.Message.EqualTo("reason= is empty"));
        Assert.That(findings.Where(Rule(text + "known").Matches), Is.EqualTo(new[] { tagged }));
        Assert.That(text, Does.Not.Contain(";"));
    }

    private static IgnoreRule Rule(string text) => IgnoreRuleText.Parse(text);
}
