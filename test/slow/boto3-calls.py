"""What boto3 makes of the sandbox's answers: calls after what other emulators' own tests cover. Prints one line each."""

import io
import json
import sys
import zipfile

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url = sys.argv[1]
common = dict(
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id="123456789012",
    aws_secret_access_key="sandbox",
    config=Config(retries={"max_attempts": 0}),
)
gw = boto3.client("apigateway", **common)
v2 = boto3.client("apigatewayv2", **common)
iam = boto3.client("iam", **common)
fn = boto3.client("lambda", **common)
sts = boto3.client("sts", **common)
sns = boto3.client("sns", **common)
failed = 0


def check(name, holds):
    global failed
    failed += 0 if holds else 1
    print("holds" if holds else "FAILS", name)


def refused(name, call, code, status=None):
    try:
        call()
    except ClientError as error:
        got = error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
        has_id = bool(error.response["ResponseMetadata"].get("RequestId"))
        check(name, got[0] == code and (status is None or got[1] == status) and has_id)
    else:
        check(name, False)


TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "apigateway.amazonaws.com"}}
        ],
    }
)

check("sts identity", sts.get_caller_identity()["Account"] == "123456789012")
api = gw.create_rest_api(name="one", description="d", tags={"a": "b"}, minimumCompressionSize=5)
rest = api["id"]
check("create_rest_api", api["name"] == "one" and api["createdDate"].year >= 2020)
check("request id", bool(api["ResponseMetadata"]["RequestId"]))
check("get_rest_api", gw.get_rest_api(restApiId=rest)["tags"] == {"a": "b"})
check("get_rest_apis pages", [p["id"] for p in gw.get_paginator("get_rest_apis").paginate().search("items[]")] == [rest])
ops = [{"op": "replace", "path": "/name", "value": "two"}, {"op": "add", "path": "/binaryMediaTypes/image~1png"}]
check("update_rest_api", gw.update_rest_api(restApiId=rest, patchOperations=ops)["binaryMediaTypes"] == ["image/png"])
refused("get_rest_api, none", lambda: gw.get_rest_api(restApiId="none"), "NotFoundException", 404)
root = gw.get_resources(restApiId=rest)["items"][0]["id"]
pets = gw.create_resource(restApiId=rest, parentId=root, pathPart="pets")["id"]
pet = gw.create_resource(restApiId=rest, parentId=pets, pathPart="{id}")["id"]
check("resource path", gw.get_resource(restApiId=rest, resourceId=pet)["path"] == "/pets/{id}")
refused(
    "create_resource twice",
    lambda: gw.create_resource(restApiId=rest, parentId=root, pathPart="pets"),
    "ConflictException",
    409,
)
at = dict(restApiId=rest, resourceId=pet, httpMethod="GET")
method = gw.put_method(**at, authorizationType="NONE", requestParameters={"method.request.path.id": True})
check("put_method", method["apiKeyRequired"] is False)
gw.put_method_response(**at, statusCode="200", responseModels={"application/json": "Empty"})
check("put_integration", gw.put_integration(**at, type="MOCK", requestTemplates={"application/json": "{statusCode: 200}"})["type"] == "MOCK")
gw.put_integration_response(**at, statusCode="200", responseTemplates={"application/json": '{"id": "$input.params(\'id\')"}'})
check("get_integration_response", gw.get_integration_response(**at, statusCode="200")["statusCode"] == "200")
check("get_method whole", gw.get_method(**at)["methodIntegration"]["integrationResponses"]["200"]["statusCode"] == "200")
tested = gw.test_invoke_method(**at, pathWithQueryString="/pets/7")
check("test_invoke_method", tested["status"] == 200 and json.loads(tested["body"]) == {"id": "7"})
refused("get_method, none", lambda: gw.get_method(restApiId=rest, resourceId=pet, httpMethod="PUT"), "NotFoundException", 404)
refused("put_integration, unknown type", lambda: gw.put_integration(**at, type="ODD"), "ValidationException", 400)
model = gw.create_model(restApiId=rest, name="Pet", contentType="application/json", schema="{}")
check("models", {m["name"] for m in gw.get_models(restApiId=rest)["items"]} == {"Empty", "Error", "Pet"})
check("model", gw.get_model(restApiId=rest, modelName="Pet")["id"] == model["id"])
validator = gw.create_request_validator(restApiId=rest, name="v", validateRequestBody=True)["id"]
check("validator", gw.get_request_validator(restApiId=rest, requestValidatorId=validator)["validateRequestBody"])
pool = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a"
authorizer = gw.create_authorizer(
    restApiId=rest, name="a", type="COGNITO_USER_POOLS", providerARNs=[pool], identitySource="method.request.header.A"
)["id"]
check("authorizers", [a["id"] for a in gw.get_authorizers(restApiId=rest)["items"]] == [authorizer])
gw.delete_authorizer(restApiId=rest, authorizerId=authorizer)
refused("get_authorizer, gone", lambda: gw.get_authorizer(restApiId=rest, authorizerId=authorizer), "NotFoundException", 404)
deployment = gw.create_deployment(restApiId=rest, stageName="live", variables={"a": "b"})["id"]
summary = gw.get_deployment(restApiId=rest, deploymentId=deployment, embed=["apisummary"])
check("apisummary", "GET" in summary["apiSummary"]["/pets/{id}"])
stage = gw.create_stage(restApiId=rest, stageName="cached", deploymentId=deployment, cacheClusterEnabled=True, cacheClusterSize="0.5")
check("cache", stage["cacheClusterStatus"] == "CREATE_IN_PROGRESS")
check("cache there", gw.get_stage(restApiId=rest, stageName="cached")["cacheClusterStatus"] == "AVAILABLE")
settings = [{"op": "replace", "path": "/*/*/throttling/burstLimit", "value": "5"}]
check("stage settings", gw.update_stage(restApiId=rest, stageName="live", patchOperations=settings)["methodSettings"]["*/*"]["throttlingBurstLimit"] == 5)
check("flush", gw.flush_stage_cache(restApiId=rest, stageName="cached")["ResponseMetadata"]["HTTPStatusCode"] == 202)
refused("delete_deployment in use", lambda: gw.delete_deployment(restApiId=rest, deploymentId=deployment), "BadRequestException", 400)
export = gw.get_export(restApiId=rest, stageName="live", exportType="oas30", parameters={"extensions": "apigateway"})
check("get_export", json.loads(export["body"].read())["openapi"] == "3.0.1")
key = gw.create_api_key(name="k", enabled=True)
check("api key", gw.get_api_key(apiKey=key["id"], includeValue=True)["value"] == key["value"])
check("api keys hide values", "value" not in gw.get_api_keys()["items"][0])
plan = gw.create_usage_plan(name="p", apiStages=[{"apiId": rest, "stage": "live"}], quota={"limit": 5, "period": "DAY"})["id"]
gw.create_usage_plan_key(usagePlanId=plan, keyId=key["id"], keyType="API_KEY")
check("plan keys", [k["id"] for k in gw.get_usage_plan_keys(usagePlanId=plan)["items"]] == [key["id"]])
check("usage", gw.get_usage(usagePlanId=plan, startDate="2026-01-01", endDate="2026-01-02")["items"][key["id"]] == [[0, 5], [0, 5]])
refused("get_usage_plan, none", lambda: gw.get_usage_plan(usagePlanId="none"), "NotFoundException", 404)
gw.put_gateway_response(restApiId=rest, responseType="DEFAULT_4XX", statusCode="418")
check("gateway response", gw.get_gateway_response(restApiId=rest, responseType="ACCESS_DENIED")["statusCode"] == "418")
check("gateway responses", len(gw.get_gateway_responses(restApiId=rest)["items"]) > 15)
link = gw.create_vpc_link(name="l", targetArns=["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/b"])
check("vpc link", link["status"] == "PENDING" and gw.get_vpc_link(vpcLinkId=link["id"])["status"] == "AVAILABLE")
check("account", gw.get_account()["throttleSettings"]["burstLimit"] == 5000)
certificate = gw.generate_client_certificate(description="c")
check("client certificate", certificate["expirationDate"] > certificate["createdDate"])
part = gw.create_documentation_part(restApiId=rest, location={"type": "METHOD", "method": "*"}, properties="{}")
check("documentation part", gw.get_documentation_part(restApiId=rest, documentationPartId=part["id"])["location"]["method"] == "*")
arn = f"arn:aws:apigateway:us-east-1::/restapis/{rest}"
gw.tag_resource(resourceArn=arn, tags={"c": "d"})
check("tags", gw.get_tags(resourceArn=arn)["tags"] == {"a": "b", "c": "d"})
body = json.dumps({"openapi": "3.0.1", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"responses": {}}}}})
imported = gw.import_rest_api(body=body.encode())
check("import", {r["path"] for r in gw.get_resources(restApiId=imported["id"])["items"]} == {"/", "/a"})
check("put_rest_api", gw.put_rest_api(restApiId=imported["id"], mode="merge", body=body.encode())["name"] == "t")
refused("not built", lambda: gw.get_domain_names(), "NotImplementedException", 501)
v2link = v2.create_vpc_link(Name="v2", SubnetIds=["subnet-1"])
check("v2 link", v2.get_vpc_link(VpcLinkId=v2link["VpcLinkId"])["VpcLinkStatus"] == "AVAILABLE")
role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=TRUST, Tags=[{"Key": "a", "Value": "b"}])["Role"]
check("role document", iam.get_role(RoleName="r")["Role"]["AssumeRolePolicyDocument"]["Version"] == "2012-10-17")
policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
iam.put_role_policy(RoleName="r", PolicyName="p", PolicyDocument=policy)
check("role policy", iam.get_role_policy(RoleName="r", PolicyName="p")["PolicyDocument"]["Statement"][0]["Action"] == "s3:*")
managed = iam.create_policy(PolicyName="m", PolicyDocument=policy)["Policy"]["Arn"]
iam.attach_role_policy(RoleName="r", PolicyArn=managed)
check("attached", [p["PolicyName"] for p in iam.list_attached_role_policies(RoleName="r")["AttachedPolicies"]] == ["m"])
check("entities", iam.list_entities_for_policy(PolicyArn=managed)["PolicyRoles"][0]["RoleName"] == "r")
check("profiles", iam.list_instance_profiles_for_role(RoleName="r")["InstanceProfiles"] == [])
refused("delete_role in use", lambda: iam.delete_role(RoleName="r"), "DeleteConflict", 409)
refused("malformed trust", lambda: iam.create_role(RoleName="x", AssumeRolePolicyDocument="{}"), "MalformedPolicyDocument", 400)
iam.detach_role_policy(RoleName="r", PolicyArn=managed)
iam.delete_role_policy(RoleName="r", PolicyName="p")
iam.delete_role(RoleName="r")
refused("get_role, gone", lambda: iam.get_role(RoleName="r"), "NoSuchEntity", 404)
archive = io.BytesIO()
zipfile.ZipFile(archive, "w").close()
fn.create_function(FunctionName="f", Runtime="python3.13", Handler="h.h", Role=role["Arn"], Code={"ZipFile": archive.getvalue()}, Timeout=3)
fn.get_waiter("function_active_v2").wait(FunctionName="f")
check("function", fn.get_function(FunctionName="f")["Configuration"]["State"] == "Active")
fn.update_function_code(FunctionName="f", ZipFile=archive.getvalue())
fn.get_waiter("function_updated_v2").wait(FunctionName="f")
version = fn.publish_version(FunctionName="f")["Version"]
fn.create_alias(FunctionName="f", Name="live", FunctionVersion=version)
fn.add_permission(FunctionName="f", Qualifier="live", StatementId="s", Action="lambda:InvokeFunction", Principal="apigateway.amazonaws.com")
check("policy", json.loads(fn.get_policy(FunctionName="f", Qualifier="live")["Policy"])["Statement"][0]["Sid"] == "s")
refused("get_policy, none", lambda: fn.get_policy(FunctionName="f"), "ResourceNotFoundException", 404)
check("code signing", fn.get_function_code_signing_config(FunctionName="f")["FunctionName"] == "f")
fn.delete_function(FunctionName="f")
refused("get_function, gone", lambda: fn.get_function(FunctionName="f"), "ResourceNotFoundException", 404)
refused("another service", lambda: sns.publish(TopicArn="arn:aws:sns:us-east-1:123456789012:t", Message="m"), "NotImplementedException", 501)
gw.delete_rest_api(restApiId=rest)
refused("get_rest_api, gone", lambda: gw.get_rest_api(restApiId=rest), "NotFoundException", 404)
sys.exit(1 if failed else 0)
