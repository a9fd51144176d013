using System.Text.Json;
using Amazon.CodeCommit;
using Amazon.CodeCommit.Model;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace ReplicaWorker.Tests.Aws;

public sealed class CodeCommitJsonTests
{
    [Test]
    public void A_repository_reads_as_the_service_writes_it()
    {
        // The example of https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetRepository.html.
        var answer = JsonSerializer.Deserialize(
            """
            {
              "repositoryMetadata": {
                "creationDate": 1429203623.625,
                "defaultBranch": "main",
                "repositoryName": "MyDemoRepo",
                "cloneUrlSsh": "ssh://git-codecommit.us-east-1.amazonaws.com/v1/repos/MyDemoRepo",
                "lastModifiedDate": 1430783812.0869999,
                "repositoryDescription": "My demonstration repository",
                "cloneUrlHttp": "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/MyDemoRepo",
                "repositoryId": "f7579e13-b83e-4027-aaef-650c0EXAMPLE",
                "Arn": "arn:aws:codecommit:us-east-1:111111111111:MyDemoRepo",
                "accountId": "111111111111",
                "kmsKeyId": "arn:aws:kms:us-east-1:111111111111:key/EXAMPLE",
                "aMemberOfTomorrow": {}
              }
            }
            """,
            CodeCommitJson.Default.GetRepositoryResponse)!.RepositoryMetadata!;

        Assert.That(answer.Arn, Is.EqualTo("arn:aws:codecommit:us-east-1:111111111111:MyDemoRepo"));
        Assert.That(answer.KmsKeyId, Is.EqualTo("arn:aws:kms:us-east-1:111111111111:key/EXAMPLE"));
        Assert.That(answer.DefaultBranch, Is.EqualTo("main"));
        Assert.That(answer.CreationDate, Is.EqualTo(new DateTime(2015, 4, 16, 17, 0, 23, 625, DateTimeKind.Utc)));
        Assert.That(answer.LastModifiedDate, Is.EqualTo(new DateTime(2015, 5, 4, 23, 56, 52, 87, DateTimeKind.Utc)));
    }

    [TestCase("\"2015-04-16T17:00:23.625Z\"")]
    [TestCase("\"2015-04-16T17:00:23.625\"")]
    [TestCase("\"2015-04-16T19:00:23.625+02:00\"")]
    [TestCase("1429203623.625")]
    [TestCase("1.429203623625E9")]
    public void A_timestamp_reads_as_seconds_or_as_text(string written)
    {
        var repository = ReadCreationDate(written);

        Assert.That(repository.CreationDate, Is.EqualTo(new DateTime(2015, 4, 16, 17, 0, 23, 625, DateTimeKind.Utc)));
        Assert.That(repository.CreationDate!.Value.Kind, Is.EqualTo(DateTimeKind.Utc));
    }

    [TestCase("1e300")]
    [TestCase("-1e300")]
    [TestCase("\"yesterday\"")]
    [TestCase("true")]
    [TestCase("{}")]
    public void What_is_no_timestamp_is_refused(string written) =>
        Assert.That(() => ReadCreationDate(written), Throws.InstanceOf<JsonException>());

    [Test]
    public void Absent_members_are_null_not_empty()
    {
        var answer = JsonSerializer.Deserialize("{}", CodeCommitJson.Default.ListRepositoriesResponse)!;

        Assert.That(answer.Repositories, Is.Null);
        Assert.That(answer.NextToken, Is.Null);
    }

    [Test]
    public void A_request_has_the_models_names_and_leaves_out_what_is_not_set()
    {
        var request = new CreateRepositoryRequest
        {
            RepositoryName = "RepoB",
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["replica-worker:Source"] = "us-east-1" },
            KmsKeyId = "alias/dr",
        };

        Assert.That(
            JsonSerializer.Serialize(request, CodeCommitJson.Default.CreateRepositoryRequest),
            Is.EqualTo("""{"kmsKeyId":"alias/dr","repositoryName":"RepoB","tags":{"replica-worker:Source":"us-east-1"}}"""));
    }

    [Test]
    public void What_was_written_reads_back() =>
        Prop.ForAll<string, string, uint>((name, description, milliseconds) =>
        {
            // A string of .NET may hold half a surrogate pair, which no JSON can carry.
            var (sentName, sentDescription) = (WellFormed(name), WellFormed(description));
            var written = new RepositoryMetadata
            {
                RepositoryName = sentName,
                RepositoryDescription = sentDescription,
                Arn = sentName,
                CreationDate = DateTime.UnixEpoch.AddMilliseconds(milliseconds * 1_000d + milliseconds % 1_000),
            };

            var json = JsonSerializer.SerializeToUtf8Bytes(written, CodeCommitJson.Default.RepositoryMetadata);
            var read = JsonSerializer.Deserialize(json, CodeCommitJson.Default.RepositoryMetadata)!;

            Assert.That(
                (read.RepositoryName, read.RepositoryDescription, read.Arn, read.CreationDate, read.DefaultBranch),
                Is.EqualTo((sentName, sentDescription, sentName, written.CreationDate, (string?)null)));
        }).QuickCheckThrowOnFailure();

    private static string? WellFormed(string? text) =>
        text is null ? null : string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    private static RepositoryMetadata ReadCreationDate(string written) =>
        JsonSerializer.Deserialize($$"""{"creationDate":{{written}}}""", CodeCommitJson.Default.RepositoryMetadata)!;
}
