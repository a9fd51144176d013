using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ReplicaWorker.Events;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Tests.Events;

public sealed class EventPropertiesTests
{
    private static readonly Gen<string> Repository = Gen.Elements("RepoA", "my.repo-1", "x", new string('r', 100));
    private static readonly Gen<string> Parameter = Gen.Elements("plain", "/app/prod/db/host", "a.b-c_d", "arn:aws:ssm:us-east-1:123456789012:parameter/x");
    private static readonly Gen<string> Secret =
        Gen.Elements("mySecret", "prod/db", "arn:aws:secretsmanager:us-east-1:012345678901:secret:mySecret-a1b2c3");

    private static readonly Gen<string?> Ref = OrNone("refs/heads/main", "refs/tags/v1.0", "refs/heads/feature/ünï-côdé");
    private static readonly Gen<string?> Id = OrNone(new string('a', 40), "0123456789abcdef0123456789abcdef01234567", new string('e', 64));

    private static readonly Arbitrary<ReplicaEvent> Events = Gen.OneOf(
        from m in Envelope("aws.codecommit", "CodeCommit Repository State Change")
        from repository in Repository
        from change in Gen.Elements(Enum.GetValues<RefChangeKind>())
        from name in Ref
        from old in Id
        from now in Id
        select (ReplicaEvent)new ReplicaEvent.RefChanged(m, repository, change, name, old, now),
        from m in Envelope("aws.codecommit", EventParser.ByCloudTrail)
        from repository in Repository
        from call in Gen.Elements(Enum.GetValues<RepositoryCall>())
        select (ReplicaEvent)new ReplicaEvent.RepositoryChanged(m, repository, call),
        from m in Envelope("aws.codecommit", EventParser.ByCloudTrail)
        from repository in Repository
        select (ReplicaEvent)new ReplicaEvent.RepositoryDeleted(m, repository),
        from m in Envelope("aws.ssm", "Parameter Store Change")
        from name in Parameter
        from operation in Gen.Elements(Enum.GetValues<ParameterOperation>())
        from type in OrNone("String", "SecureString")
        select (ReplicaEvent)new ReplicaEvent.ParameterChanged(m, name, operation, type),
        from m in Envelope("aws.ssm", "Parameter Store Policy Action")
        from name in Parameter
        from type in OrNone("Expiration", "NoChangeNotification")
        select (ReplicaEvent)new ReplicaEvent.ParameterPolicyActed(m, name, type),
        from m in Envelope("aws.ssm", EventParser.ByCloudTrail)
        from name in Parameter
        from call in Gen.Elements("PutParameter", "DeleteParameter", "AddTagsToResource", "RemoveTagsFromResource")
        select (ReplicaEvent)new ReplicaEvent.ParametersCalled(m, [name], call),
        from m in Envelope("aws.secretsmanager", "Secret Label Updated")
        from secret in Secret
        from label in OrNone("AWSCURRENT", "mine")
        from version in OrNone("6a7e8feb-1234")
        select (ReplicaEvent)new ReplicaEvent.SecretLabelUpdated(m, secret, label, version),
        from m in Gen.OneOf(Envelope("aws.secretsmanager", EventParser.ByCloudTrail), Envelope("aws.secretsmanager", EventParser.ByService))
        from secret in Secret
        from call in Gen.Elements("PutSecretValue", "CreateSecret", "RotationSucceeded")
        select (ReplicaEvent)new ReplicaEvent.SecretCalled(m, secret, call),
        from m in Gen.OneOf(Envelope(null, null), Envelope("aws.scheduler", "Scheduled Event"), Envelope("replica-worker.manual", "anything"))
        from action in Gen.Elements(Enum.GetValues<RequestedAction>())
        from dryRun in Gen.Elements(true, false)
        select (ReplicaEvent)new ReplicaEvent.ActionRequested(m, action, dryRun && action == RequestedAction.Sync, [])).ToArbitrary();

    [Test]
    public void What_was_written_is_what_is_read() =>
        Prop.ForAll(Events, e => Writing.ParseJson(Writing.Write(e)).Equals(e)).QuickCheckThrowOnFailure();

    [Test]
    public void Scalars_say_the_same_as_JSON() =>
        Prop.ForAll(Events, e => Writing.ParseScalars(Writing.Write(e)).Equals(Writing.ParseJson(Writing.Write(e)))).QuickCheckThrowOnFailure();

    [Test]
    public void Scalars_are_found_in_any_case() =>
        Prop.ForAll(Events, e => Writing.ParseScalars(Writing.Write(e), key => key.ToUpperInvariant()).Equals(e)).QuickCheckThrowOnFailure();

    [Test]
    public void Any_text_is_an_event_or_a_bad_event() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsReadOrRefused(bytes)).QuickCheckThrowOnFailure();

    [Test]
    public void Any_damage_to_an_event_leaves_an_event_or_a_bad_event() =>
        Prop.ForAll(
                Events,
                (from at in Gen.Choose(0, 10_000) from value in Gen.Choose(0, 255) from cut in Gen.Elements(true, false) select (at, value, cut)).ToArbitrary(),
                (e, damage) =>
                {
                    var bytes = Encoding.UTF8.GetBytes(Writing.Write(e).ToJsonString());
                    var at = damage.at % bytes.Length;
                    bytes[at] = (byte)damage.value;
                    return IsReadOrRefused(damage.cut ? bytes[..at] : bytes);
                })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Test]
    public void Any_value_of_a_wrong_type_is_named_by_its_place() =>
        Prop.ForAll(Events, ArbMap.Default.ArbFor<int>(), (e, seed) =>
        {
            var json = Writing.Write(e);
            var (holder, name) = Places(json).ElementAt((seed & int.MaxValue) % Places(json).Count());
            holder[name] = holder[name] is JsonObject ? JsonValue.Create(5) : new JsonObject { ["x"] = 1 };
            return IsReadOrRefused(Encoding.UTF8.GetBytes(json.ToJsonString()));
        }).QuickCheckThrowOnFailure();

    private static bool IsReadOrRefused(byte[] bytes)
    {
        try
        {
            EventParser.Parse(JsonEvent.Parse(bytes), Writing.Primary);
            return true;
        }
        catch (BadEventException e)
        {
            return e.Message.Length is > 0 and <= 300 && !e.Message.AsSpan().ContainsAnyInRange('\0', '\u001f');
        }
    }

    private static IEnumerable<(JsonObject Holder, string Name)> Places(JsonObject json) =>
        json.SelectMany(child => child.Value is JsonObject inner ? Places(inner).Append((json, child.Key)) : [(json, child.Key)]);

    private static Gen<EventMetadata> Envelope(string? source, string? detailType) =>
        from id in OrNone("6a7e8feb-b491-4cf7-a9f1-bf3703467718")
        from seconds in Gen.Choose(0, int.MaxValue)
        from account in OrNone("123456789012")
        select new EventMetadata(id, source, detailType, DateTimeOffset.FromUnixTimeSeconds(seconds), Writing.Primary, account);

    private static Gen<string?> OrNone(params string[] texts) => Gen.Elements([.. texts, null]);
}
