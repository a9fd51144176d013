using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using ReplicaWorker.Git;
using ReplicaWorker.Hosting;
using ReplicaWorker.Kubernetes;
using Outcome = ReplicaWorker.Hosting.Outcome;

namespace ReplicaWorker.Tests.Hosting;

public sealed class MeaningTests
{
    private static readonly TestCaseData<Exception, ExitCode>[] Escapes =
    [
        new(new BadEventException("x"), ExitCode.BadEvent),
        new(new UsageException("x"), ExitCode.Usage),
        new(new DeniedException("x"), ExitCode.Denied),
        new(new TryLaterException("x"), ExitCode.TryLater),
        new(new ItemFailedException("x"), ExitCode.SomeFailed),
        new(new OptionsValidationException("x", typeof(object), ["x"]), ExitCode.BadConfiguration),
        new(new HttpRequestException("refused"), ExitCode.TryLater),
        new(new HttpRequestException("no", null, HttpStatusCode.Forbidden), ExitCode.Denied),
        new(new IOException("reset"), ExitCode.TryLater),
        new(new SocketException((int)SocketError.ConnectionRefused), ExitCode.TryLater),
        new(new TimeoutException(), ExitCode.TryLater),
        new(new OperationCanceledException(), ExitCode.TryLater),
        new(new TaskCanceledException(), ExitCode.TryLater),
        new(new GitDeniedException("x"), ExitCode.Denied),
        new(new GitTransportException("x"), ExitCode.TryLater),
        new(new GitRepositoryNotFoundException("x"), ExitCode.SomeFailed),
        new(new InvalidOperationException(), ExitCode.Bug),
        new(new KeyNotFoundException(), ExitCode.Bug),
        new(new AggregateException(new TimeoutException(), new IOException()), ExitCode.TryLater),
        new(new AggregateException(new TimeoutException(), new DeniedException("x")), ExitCode.SomeFailed),
        new(new AggregateException(new TimeoutException(), new InvalidOperationException()), ExitCode.Bug),
        new(Aws("AccessDeniedException", HttpStatusCode.BadRequest), ExitCode.Denied),
        new(Aws("UnrecognizedClientException", HttpStatusCode.BadRequest), ExitCode.Denied),
        new(Aws("ExpiredTokenException", HttpStatusCode.BadRequest), ExitCode.Denied),
        new(Aws("EncryptionKeyAccessDeniedException", HttpStatusCode.BadRequest), ExitCode.Denied),
        new(Aws("Whatever", HttpStatusCode.Forbidden), ExitCode.Denied),
        new(Aws("ThrottlingException", HttpStatusCode.BadRequest), ExitCode.TryLater),
        new(Aws("TooManyUpdates", HttpStatusCode.BadRequest), ExitCode.TryLater),
        new(Aws("RequestTimeTooSkewed", HttpStatusCode.Forbidden), ExitCode.TryLater),
        new(Aws("Whatever", HttpStatusCode.TooManyRequests), ExitCode.TryLater),
        new(Aws("Whatever", HttpStatusCode.ServiceUnavailable), ExitCode.TryLater),
        new(Aws("RepositoryDoesNotExistException", HttpStatusCode.BadRequest), ExitCode.SomeFailed),
        new(new ConfigurationException("x"), ExitCode.BadConfiguration),
        new(new KubeconfigException("x"), ExitCode.BadConfiguration),
        new(new KubernetesException(KubernetesFailure.Unauthorized, "x"), ExitCode.Denied),
        new(new KubernetesException(KubernetesFailure.Forbidden, "x"), ExitCode.Denied),
        new(new KubernetesException(KubernetesFailure.NoNamespace, "x"), ExitCode.SomeFailed),
        new(new KubernetesException(KubernetesFailure.FieldConflict, "x"), ExitCode.SomeFailed),
        new(new KubernetesException(KubernetesFailure.Moved, "x"), ExitCode.TryLater),
        new(new KubernetesException(KubernetesFailure.Invalid, "x"), ExitCode.SomeFailed),
        new(new KubernetesException(KubernetesFailure.TooLarge, "x"), ExitCode.SomeFailed),
        new(new KubernetesException(KubernetesFailure.Throttled, "x"), ExitCode.TryLater),
        new(new KubernetesException(KubernetesFailure.Unavailable, "x"), ExitCode.TryLater),
        new(new KubernetesException(KubernetesFailure.Unreachable, "x"), ExitCode.TryLater),
        new(new KubernetesException(KubernetesFailure.Untrusted, "x"), ExitCode.SomeFailed),
        new(new KubernetesException(KubernetesFailure.NotUnderstood, "x"), ExitCode.SomeFailed),
        new(new AmazonServiceException("x", new HttpRequestException("refused")), ExitCode.TryLater),
        new(new AmazonClientException("x", new WebException()), ExitCode.TryLater),
        new(new AmazonClientException("Failed to resolve AWS credentials"), ExitCode.Denied),
    ];

    [TestCaseSource(nameof(Escapes))]
    public void What_escapes_says_who_must_act(Exception failure, object code) =>
        Assert.That(Meaning.Of(failure), Is.EqualTo((ExitCode)code));

    [Test]
    public void Whatever_escapes_after_a_signal_is_the_signals() =>
        Assert.That(Meaning.Of(new InvalidOperationException(), stopped: true), Is.EqualTo(ExitCode.Stopped));

    [TestCase(new ExitCode[0], 0, ExpectedResult = (int)ExitCode.InStep)]
    [TestCase(new ExitCode[0], 3, ExpectedResult = (int)ExitCode.Held)]
    [TestCase(new[] { ExitCode.Denied, ExitCode.Denied }, 3, ExpectedResult = (int)ExitCode.Denied)]
    [TestCase(new[] { ExitCode.TryLater }, 0, ExpectedResult = (int)ExitCode.TryLater)]
    [TestCase(new[] { ExitCode.TryLater, ExitCode.Denied }, 0, ExpectedResult = (int)ExitCode.SomeFailed)]
    [TestCase(new[] { ExitCode.TryLater, ExitCode.SomeFailed }, 0, ExpectedResult = (int)ExitCode.SomeFailed)]
    [TestCase(new[] { ExitCode.Denied, ExitCode.BadConfiguration }, 0, ExpectedResult = (int)ExitCode.BadConfiguration)]
    [TestCase(new[] { ExitCode.BadConfiguration, ExitCode.Bug }, 0, ExpectedResult = (int)ExitCode.Bug)]
    [TestCase(new[] { ExitCode.Bug, ExitCode.Stopped }, 0, ExpectedResult = (int)ExitCode.Stopped)]
    public int Several_failures_have_one_code(object failures, int held) =>
        (int)Meaning.Of(Outcome.Of("us-west-2", new Counts(1, 1, held, 0), [.. ((ExitCode[])failures).Select(Failed)]));

    [Test]
    public void The_order_of_failures_does_not_matter() =>
        Prop.ForAll(
                Gen.Elements(ExitCode.SomeFailed, ExitCode.Denied, ExitCode.TryLater, ExitCode.BadConfiguration, ExitCode.Bug).NonEmptyListOf().ToArbitrary(),
                codes => Meaning.Of(Failures(codes)) == Meaning.Of(Failures(Enumerable.Reverse(codes))))
            .QuickCheckThrowOnFailure();

    [Test]
    public void A_failed_count_is_never_in_step() =>
        Assert.That(Meaning.Of(new Outcome(Outcome.Nothing.Regions.Add("us-west-2", new Counts(1, 0, 0, 1)), [])), Is.EqualTo(ExitCode.SomeFailed));

    private static Outcome Failures(IEnumerable<ExitCode> codes) => Outcome.Of("us-west-2", default, [.. codes.Select(Failed)]);

    private static Failure Failed(ExitCode meaning) => new("us-west-2", "shop", "x", meaning);

    private static AmazonServiceException Aws(string code, HttpStatusCode status) => new("x", null, ErrorType.Unknown, code, "id", status);
}
