using System.Net;
using Amazon.Runtime;
using NUnit.Framework;
using ReplicaWorker.Git;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Check;
using ReplicaWorker.Modules.Check.Checks;
using Spectre.Console;

namespace ReplicaWorker.Tests.Check;

/// <summary>From what went wrong to who must act, and from rows to the exit code.</summary>
public sealed class VerdictTests
{
    private static readonly CheckItem Row = new("us-west-2", "ssm", "list parameters", "ssm:DescribeParameters", "iam/some.json", _ => throw new NotSupportedException());

    private static readonly object[][] Failures =
    [
        [Refused("AccessDeniedException", HttpStatusCode.BadRequest), Actor.Permissions, ExitCode.Denied],
        [Refused("ExpiredTokenException", HttpStatusCode.BadRequest), Actor.Permissions, ExitCode.Denied],
        [Refused("ThrottlingException", HttpStatusCode.BadRequest), Actor.RunAgain, ExitCode.TryLater],
        [Refused("InternalServerError", HttpStatusCode.InternalServerError), Actor.RunAgain, ExitCode.TryLater],
        [Refused("ValidationException", HttpStatusCode.BadRequest), Actor.ReadTheNote, ExitCode.SomeFailed],
        [new HttpRequestException("Connection refused"), Actor.Network, ExitCode.TryLater],
        [new TimeoutException("no answer"), Actor.Network, ExitCode.TryLater],
        [new GitTransportException("cannot be reached"), Actor.Network, ExitCode.TryLater],
        [new GitHttpException("HTTP 503", HttpStatusCode.ServiceUnavailable), Actor.RunAgain, ExitCode.TryLater],
        [new GitDeniedException("HTTP 403"), Actor.Permissions, ExitCode.Denied],
        [new MisconfiguredException("there is no such key"), Actor.Configuration, ExitCode.BadConfiguration],
    ];

    [TestCaseSource(nameof(Failures))]
    public void Who_must_act_follows_from_what_went_wrong(object failure, object actor, object meaning)
    {
        var result = Verdict.Of(Row, (Exception)failure, TimeSpan.Zero);

        Assert.That((result.State, result.WhoActs, result.Meaning), Is.EqualTo((CheckState.Fails, (Actor)actor, (ExitCode)meaning)));
    }

    [Test]
    public void A_refusal_names_the_action_and_the_policy() =>
        Assert.That(
            Verdict.Of(Row, Refused("AccessDeniedException", HttpStatusCode.BadRequest), TimeSpan.Zero).Note,
            Is.EqualTo("ssm:DescribeParameters is refused (iam/some.json has it): no"));

    [Test]
    public void What_was_not_tried_counts_nowhere()
    {
        var outcome = CheckReport.Outcome([Seen(Observation.Works()), Seen(Observation.Warns("w")), Seen(Observation.Untried("u"))]);

        Assert.That((Meaning.Of(outcome), outcome.Total), Is.EqualTo((ExitCode.InStep, new Counts(0, 2, 0, 0))));
    }

    [TestCase(new[] { "AccessDeniedException" }, ExitCode.Denied)]
    [TestCase(new[] { "ThrottlingException", "ThrottlingException" }, ExitCode.TryLater)]
    [TestCase(new[] { "ThrottlingException", "AccessDeniedException" }, ExitCode.SomeFailed)]
    public void The_exit_code_is_the_usual_tables(string[] codes, object expected)
    {
        var outcome = CheckReport.Outcome([Seen(Observation.Works()), .. codes.Select(code => Verdict.Of(Row, Refused(code, HttpStatusCode.BadRequest), TimeSpan.Zero))]);

        Assert.That(Meaning.Of(outcome), Is.EqualTo((ExitCode)expected));
    }

    [TestCase(0.5, "")]
    [TestCase(-30, "our clock is 30 seconds behind AWS's")]
    public void A_clock_that_is_nearly_right_works(double seconds, string note) =>
        Assert.That(ClockCheck.Judge(TimeSpan.FromSeconds(seconds)), Is.EqualTo(Observation.Works(note)));

    [TestCase(60)]
    [TestCase(-299)]
    public void A_clock_that_is_a_minute_wrong_is_warned_of(double seconds) =>
        Assert.That(ClockCheck.Judge(TimeSpan.FromSeconds(seconds)).State, Is.EqualTo(CheckState.Warns));

    [TestCase(300)]
    [TestCase(-4000)]
    public void A_clock_that_is_five_minutes_wrong_fails(double seconds) =>
        Assert.That(() => ClockCheck.Judge(TimeSpan.FromSeconds(seconds)), Throws.InstanceOf<ItemFailedException>());

    [Test]
    public void A_person_reads_who_must_act_in_the_table()
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;

        CheckTable.Print(console, [Seen(Observation.Works("[fine]")), Verdict.Of(Row, Refused("AccessDeniedException", HttpStatusCode.BadRequest), TimeSpan.Zero)]);

        Assert.That(text.ToString(), Does.Match("us-west-2 +│ ssm +│ list parameters +│ works +│ +│ \\[fine\\]").And.Match("│ fails +│ permissions +│ ssm:DescribeParameters is refused"));
    }

    private static CheckResult Seen(Observation seen) => CheckResult.Of(Row, seen, TimeSpan.Zero);

    private static AmazonServiceException Refused(string code, HttpStatusCode status) =>
        new("no", innerException: null, ErrorType.Unknown, code, "request", status);
}
