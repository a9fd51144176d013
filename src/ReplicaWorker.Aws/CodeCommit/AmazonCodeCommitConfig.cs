using ReplicaWorker.Aws.Core;

namespace Amazon.CodeCommit;

public class AmazonCodeCommitConfig() : AwsJsonConfig("CodeCommit", "codecommit", "2015-04-13");
