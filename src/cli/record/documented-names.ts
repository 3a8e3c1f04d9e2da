/** The names of the fields in the bodies that Onebox's documentation shows, and in the claims of its tokens. */
export const documentedNames: ReadonlySet<string> = new Set(
  `_meta status count records errorCode userMessage devMessage more applicationCode error
  response_code response_status token iss sub exp nbf iat jti sid
  limit offset total data
  Id SiteId MediaId ProviderId Code Name UserId Password Host Database Port Url From Token StartDate EndDate Priority
  Enabled Error Remarks StatusId TargetId TypeId ParentId LastActivity ActivityDate Position Incoming Outgoing AgentId
  CreateDate ModifyDate
  session profile id name accounts access_token instagram_business_account username instagram_accounts
  has_profile_picture profile_pic category category_list tasks
  oauth_token oauth_token_secret user_id screen_name`.split(/\s+/),
);
