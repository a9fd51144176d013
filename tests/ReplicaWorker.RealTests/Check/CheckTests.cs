using LocalCloud.Aws;
using LocalCloud.Git;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Check.CheckWorld;

namespace ReplicaWorker.RealTests.Check;

/// <summary><c>check</c> by the published worker: what works, what does not, who must act.</summary>
[CancelAfter(600_000)]   // the worker may have to be published first
public sealed class CheckTests
{
    private CheckWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await CheckWorld.StartAsync();

    [OneTimeTearDown]
    public ValueTask StopAsync() => _world.DisposeAsync();

    [TearDown]
    public void Mend()
    {
        _world.Cloud.Git.Faults.Clear();
        _world.Cloud.Aws.ClockAhead = TimeSpan.Zero;
    }

    [Test]
    public async Task A_sound_deployment_works_in_every_region_and_nothing_is_written()
    {
        var mark = _world.Mark;
        _world.Cloud.Git.ClearRequests();

        var run = await _world.CheckAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Rows("fails").Concat(run.Rows("warns")), Is.Empty, run.Text());
        Assert.That(run.Rows("works").Select(row => row.Text("region")).Distinct(StringComparer.Ordinal), Is.EqualTo((string[])[Primary, West, Europe]));
        Assert.That(
            run.Rows("works").Select(row => $"{row.Text("region")} {row.Text("service")} {row.Text("needs")}"),
            Is.SupersetOf((string[])
            [
                "us-east-1 clock ", "us-east-1 sts ", "us-east-1 events events:DescribeEventBus", "us-east-1 codecommit codecommit:ListRepositories",
                "us-east-1 git codecommit:GitPull", "us-west-2 git codecommit:GitPush", "eu-west-1 ssm ssm:GetParameter",
                "us-west-2 secretsmanager secretsmanager:DescribeSecret", "eu-west-1 tag tag:GetResources", "us-west-2 ssm kms:Decrypt",
            ]));
        Assert.That(_world.CallsSince(mark).Where(call => !IsRead(call)), Is.Empty);
        Assert.That(
            _world.Cloud.Git.Requests.Select(request => request.Operation).Distinct(),
            Is.SubsetOf((GitOperation[])[GitOperation.UploadPackAdvertisement, GitOperation.LsRefs, GitOperation.ReceivePackAdvertisement]));
        Assert.That((run.Count("changed"), run.Count("failed"), run.Count("unchanged")), Is.EqualTo((0, 0, run.Rows("works").Length)));
    }

    [Test]
    public async Task A_refused_action_is_named_with_the_policy_that_has_it()
    {
        using var fault = _world.Break(AwsFault.Denied("secretsmanager", "DescribeSecret") with { Region = West });

        var run = await _world.CheckAsync();

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        var row = run.Rows("fails").Single();
        Assert.That((row.Text("region"), row.Text("needs"), row.Text("whoActs")), Is.EqualTo((West, "secretsmanager:DescribeSecret", "permissions")));
        Assert.That(row.Text("note"), Does.Contain("iam/task-role-secrets.json"));
    }

    [Test]
    public async Task A_service_that_is_refused_whole_fails_in_every_row_and_the_others_work()
    {
        using var fault = _world.Break(AwsFault.Denied("ssm") with { Region = Europe });

        var run = await _world.CheckAsync();

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(run.Rows("fails").Select(row => (row.Text("region"), row.Text("service"))).Distinct(), Is.EqualTo(((string, string)[])[(Europe, "ssm")]));
        Assert.That(run.Rows("fails").Select(row => row.Text("needs")), Is.SupersetOf((string[])
            ["ssm:DescribeParameters", "ssm:GetParameters", "ssm:ListTagsForResource", "ssm:GetParameterHistory", "ssm:GetParameter"]));
    }

    [Test]
    public async Task A_region_that_is_cut_off_fails_alone_and_the_network_must_act()
    {
        using var cut = _world.Break(new() { Kind = AwsFaultKind.Unreachable, Region = Europe });
        _world.Cloud.Git.Faults.Add(new(GitOperation.ReceivePackAdvertisement) { Region = Europe, Times = GitFault.Always, CutResponseAfter = 0 });

        var run = await _world.CheckAsync();

        Assert.That(run.ExitCode, Is.EqualTo(75), run.Text());
        Assert.That(run.Rows("fails"), Is.Not.Empty);
        Assert.That(run.Rows("fails").Select(row => (row.Text("region"), row.Text("whoActs"))).Distinct(), Is.EqualTo(((string, string)[])[(Europe, "network")]));
        Assert.That(run.Rows("works").Select(row => row.Text("region")).Distinct(StringComparer.Ordinal), Is.EqualTo((string[])[Primary, West]));
    }

    [Test]
    public async Task A_region_that_does_not_answer_holds_up_no_other()
    {
        using var slow = _world.Break(new() { Kind = AwsFaultKind.Slow, Region = Europe, Delay = TimeSpan.FromMinutes(1) });

        var run = await _world.CheckAsync(("Check__Timeout", "00:00:08"), ("Check__Parallelism", "64"));

        Assert.That(run.ExitCode, Is.EqualTo(75), run.Text());
        Assert.That(run.Rows("fails").Select(row => row.Text("note")), Has.All.Contains("no answer within 8 seconds"));
        Assert.That(run.Rows("fails").Select(row => row.Text("region")).Distinct(StringComparer.Ordinal), Is.EqualTo((string[])[Europe]));
        Assert.That(run.Rows("works").Where(row => row.Text("region") == West), Is.Not.Empty);
        Assert.That(run.Duration, Is.LessThan(TimeSpan.FromSeconds(40)));
    }

    [Test]
    public async Task What_hangs_on_a_list_that_is_refused_is_untried_not_failed()
    {
        using var fault = _world.Break(AwsFault.Denied("codecommit", "ListRepositories"));

        var run = await _world.CheckAsync();

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(run.Rows("fails").Select(row => row.Text("needs")), Is.EqualTo((string[])["codecommit:ListRepositories"]));
        Assert.That(run.Rows("untried").Select(row => row.Text("region")).Distinct(StringComparer.Ordinal), Is.EqualTo((string[])[Primary, West, Europe]));
    }

    [Test]
    public async Task A_throttled_service_is_to_be_asked_again()
    {
        using var fault = _world.Break(AwsFault.Throttled("secretsmanager", "ListSecrets") with { Region = West });

        var run = await _world.CheckAsync();

        Assert.That(run.ExitCode, Is.EqualTo(75), run.Text());
        Assert.That(run.Rows("fails").Select(row => (row.Text("needs"), row.Text("whoActs"))), Is.EqualTo(((string, string)[])[("secretsmanager:ListSecrets", "run again")]));
    }

    [Test]
    public async Task Failures_of_two_kinds_end_with_1()
    {
        using var denied = _world.Break(AwsFault.Denied("tagging") with { Region = West });
        using var throttled = _world.Break(AwsFault.Throttled("secretsmanager", "ListSecrets") with { Region = Europe });

        var run = await _world.CheckAsync();

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
    }

    [TestCase(3, "warns", 0)]
    [TestCase(-3, "warns", 0)]
    [TestCase(6, "fails", 1)]
    public async Task A_wrong_clock_is_seen(int minutes, string state, int code)
    {
        _world.Cloud.Aws.ClockAhead = TimeSpan.FromMinutes(minutes);

        var run = await _world.CheckAsync();

        Assert.That(run.ExitCode, Is.EqualTo(code), run.Text());
        Assert.That(run.Rows(state).Single().Text("note"), Does.Contain($"seconds {(minutes > 0 ? "behind" : "ahead of")} AWS's"));
    }

    [TestCase(403, 77, "permissions")]
    [TestCase(503, 75, "run again")]
    public async Task A_git_endpoint_that_refuses_is_a_row_of_its_own(int status, int code, string whoActs)
    {
        _world.Cloud.Git.Faults.Add(new(GitOperation.ReceivePackAdvertisement) { Region = West, Times = GitFault.Always, Status = status });

        var run = await _world.CheckAsync();

        Assert.That(run.ExitCode, Is.EqualTo(code), run.Text());
        var row = run.Rows("fails").Single();
        Assert.That(
            (row.Text("region"), row.Text("service"), row.Text("needs"), row.Text("whoActs")), Is.EqualTo((West, "git", "codecommit:GitPush", whoActs)));
    }

    [Test]
    public async Task What_configuration_names_and_is_not_there_is_the_task_definitions()
    {
        var run = await _world.CheckAsync(
            ("Secrets__KmsKeys__us-west-2", "alias/nobody"), ("Replica__EventBusName", "nobodys-bus"), ("GitMirror__Repositories", "Nothing=Nothing"));

        Assert.That(run.ExitCode, Is.EqualTo(78), run.Text());
        var rows = run.Rows("fails").Where(row => row.Text("whoActs") == "task definition").Select(row => row.Text("note")).ToArray();
        Assert.That(rows, Has.Some.Contains("Secrets__KmsKeys").And.Some.Contains("Replica__EventBusName").And.Some.Contains("GitMirror__Repositories"));
    }

    [Test]
    public async Task A_fence_and_a_pause_are_shown_and_are_no_failures()
    {
        await _world.RunAsync(["fence", "set", "--region", West]);
        try
        {
            var run = await _world.CheckAsync(("Replica__SyncEnabled", "false"));

            Assert.That(run.ExitCode, Is.Zero, run.Text());
            Assert.That(run.Rows("warns").Select(row => row.Text("note")), Has.Some.Contains("fenced").And.Some.Contains("paused"));
        }
        finally
        {
            await _world.RunAsync(["fence", "clear", "--region", West]);
        }
    }

    [Test]
    public async Task The_event_action_checks_as_the_verb_does()
    {
        var run = await _world.RunAsync([], ("Event__Json", """{"action":"connectivity_test"}"""));

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Rows("works"), Is.Not.Empty);
        Assert.That(run.Finished()["module"]!.GetValue<string>(), Is.EqualTo("check"));
    }

    [Test]
    public async Task One_region_alone_is_checked_when_asked()
    {
        var run = await _world.RunAsync(["check", "--region-only", West]);

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Rows().Select(row => row.Text("region")).Distinct(StringComparer.Ordinal), Is.EqualTo((string[])[Primary, West]));
    }
}
