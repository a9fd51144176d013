using System.Diagnostics;
using System.Text.RegularExpressions;
using Amazon.CodeCommit;
using Amazon.CodeCommit.Model;
using Amazon.Runtime;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Aws;

/// <summary>The client against moto, an implementation of the service that is not ours.</summary>
public sealed partial class MotoTests
{
    private Process _moto = null!;
    private AmazonCodeCommitClient? _client;

    [OneTimeSetUp]
    public async Task Start_moto_on_any_free_port()
    {
        _moto = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", "0"]) { RedirectStandardError = true, UseShellExecute = false })!;

        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _moto.ErrorDataReceived += (_, line) =>
        {
            if (Listening().Match(line.Data ?? "") is { Success: true } match)
            {
                listening.TrySetResult(match.Value);
            }
        };
        _moto.BeginErrorReadLine(); // To the end, so that the pipe never fills.
        var url = await listening.Task.WaitAsync(TimeSpan.FromSeconds(30));

        _client = new AmazonCodeCommitClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonCodeCommitConfig { ServiceURL = url, AuthenticationRegion = "us-west-2" });
    }

    [OneTimeTearDown]
    public async Task Stop_moto()
    {
        _moto.Kill(entireProcessTree: true);
        await _moto.WaitForExitAsync();
        _moto.Dispose();
        _client?.Dispose(); // There is none when moto did not come up.
    }

    private AmazonCodeCommitClient Client => _client!;

    [Test]
    public async Task A_created_repository_is_found_again()
    {
        var created = await Client.CreateRepositoryAsync(new CreateRepositoryRequest
        {
            RepositoryName = "RepoB",
            RepositoryDescription = "Replica, “of” RepoA",
        });
        var found = await Client.GetRepositoryAsync(new GetRepositoryRequest { RepositoryName = "RepoB" });

        var (one, other) = (created.RepositoryMetadata!, found.RepositoryMetadata!);
        Assert.That((other.RepositoryId, other.CreationDate), Is.EqualTo((one.RepositoryId, one.CreationDate)));
        Assert.That(other.Arn, Is.EqualTo("arn:aws:codecommit:us-west-2:123456789012:RepoB"));
        Assert.That(other.RepositoryDescription, Is.EqualTo("Replica, “of” RepoA"));
        Assert.That(other.CreationDate, Is.EqualTo(TimeProvider.System.GetUtcNow().UtcDateTime).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public void A_repository_that_is_not_there_is_told_from_every_other_failure() =>
        Assert.ThrowsAsync<RepositoryDoesNotExistException>(() =>
            Client.GetRepositoryAsync(new GetRepositoryRequest { RepositoryName = "Nowhere" }));

    [Test]
    public void A_name_that_cannot_be_is_told_as_well() =>
        Assert.ThrowsAsync<InvalidRepositoryNameException>(() =>
            Client.GetRepositoryAsync(new GetRepositoryRequest { RepositoryName = "no/slash" }));

    [Test]
    public async Task The_second_of_two_who_create_learns_that_it_is_there()
    {
        var request = new CreateRepositoryRequest { RepositoryName = "Raced" };
        await Client.CreateRepositoryAsync(request);

        Assert.ThrowsAsync<RepositoryNameExistsException>(() => Client.CreateRepositoryAsync(request));
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
