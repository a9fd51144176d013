using System.Text.Json.Nodes;
using NUnit.Framework;
using ReplicaWorker.Modules.Parameters;
using static ReplicaWorker.Tests.Parameters.Some;

namespace ReplicaWorker.Tests.Parameters;

public sealed class ParameterPolicyTests
{
    private static readonly string Future = Expiration(Now.AddDays(30));

    [Test]
    public void What_describe_shows_becomes_the_array_that_put_takes()
    {
        var put = Put(Policies((Future, "Pending"), (NoChange, "Pending")));

        Assert.That(JsonNode.Parse(put!)!.AsArray().Select(policy => policy!["Type"]!.ToString()), Is.EquivalentTo(["Expiration", "NoChangeNotification"]));
        Assert.That(put, Does.Contain("\"2026-02-01T03:04:05.000Z\""), "as it was written, to the letter");
    }

    [Test]
    public void A_notification_that_was_sent_is_not_sent_again_by_the_copy() =>
        Assert.That(Put(Policies((NoChange, "Finished"))), Is.Null);

    [Test]
    public void An_expiration_is_copied_whatever_its_status_and_never_when_it_has_passed()
    {
        Assert.That(Put(Policies((Future, "Finished"))), Is.Not.Null, "the parameter is still there, so it has not");
        var past = Parameter() with { Tier = "Advanced", Policies = [.. Policies((Expiration(Now.AddSeconds(-1)), "Pending"), (NoChange, "Pending"))] };

        var plan = Plan(past, null);

        Assert.That(((ParameterStep.Create)plan.Steps[0]).Wanted.Policies, Is.EqualTo($"[{NoChange}]"));
        Assert.That(plan.Remarks, Is.EqualTo([Remark.ExpiredPolicy]));
    }

    [Test]
    public void A_policy_that_has_finished_on_one_side_only_is_no_difference()
    {
        var (pending, finished) = (Advanced((NoChange, "Pending")), Advanced((NoChange, "Finished")));

        Assert.That(Plan(pending, CopyOf(finished)).Verdict, Is.EqualTo(Verdict.InStep));
        Assert.That(Plan(finished, CopyOf(pending)).Verdict, Is.EqualTo(Verdict.InStep));
        Assert.That(Plan(finished, CopyOf(Advanced())).Verdict, Is.EqualTo(Verdict.InStep));
    }

    [Test]
    public void Order_of_members_and_spelling_of_time_are_no_difference()
    {
        var other = """{"Version":"1.0","Attributes":{"Timestamp":"2026-02-01T03:04:05Z"},"Type":"Expiration"}""";

        Assert.That(Plan(Advanced((Future, "Pending")), CopyOf(Advanced((other, "Pending")))).Verdict, Is.EqualTo(Verdict.InStep));
    }

    [Test]
    public void Another_policy_is_a_difference_and_none_clears()
    {
        var copy = CopyOf(Advanced((Future, "Pending")));

        Assert.That(Overwritten(Plan(Advanced((Expiration(Now.AddDays(31)), "Pending")), copy)), Does.Contain("2026-02-02"));
        Assert.That(Overwritten(Plan(Advanced(), copy)), Is.EqualTo("[{}]"));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("{}")]
    public void What_servers_say_for_no_policy_is_none(string? text) => Assert.That(Policies((text!, "Finished")), Is.Empty);

    [Test]
    public void What_is_not_json_is_left_to_the_service() => Assert.That(Put(Policies(("not json", "Pending"))), Is.EqualTo("[not json]"));

    /// <summary>As the service would show what was put.</summary>
    internal static IEnumerable<ParameterPolicy> Parse(string put) =>
        Policies([.. JsonNode.Parse(put)!.AsArray().Select(policy => (policy!.ToJsonString(), "Pending"))]);

    private static string? Put(IEnumerable<ParameterPolicy> policies) =>
        ((ParameterStep.Create)Plan(Parameter() with { Tier = "Advanced", Policies = [.. policies] }, null).Steps[0]).Wanted.Policies;

    private static ParameterState Advanced(params (string, string)[] policies) => Parameter() with { Tier = "Advanced", Policies = [.. Policies(policies)] };

    private static string? Overwritten(ParameterPlan plan) => ((ParameterStep.Overwrite)plan.Steps[0]).Wanted.Policies;
}
